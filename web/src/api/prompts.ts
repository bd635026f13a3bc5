import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";

export type Prompt = Schemas["PromptOut"];

/** Words and attributes to find prompts by; dates are days as YYYY-MM-DD. */
export interface PromptFilter {
  q: string | null;
  style: string | null;
  mood: string | null;
  tempo_min: number | null;
  tempo_max: number | null;
  date_from: string | null;
  date_to: string | null;
}

export const PROMPTS_PER_PAGE = 25;

/** Ranked: the prompts in which most of the words occur come first. */
export const usePromptSearch = (filter: Partial<PromptFilter>, offset = 0, limit = PROMPTS_PER_PAGE, enabled = true) =>
  useQuery({
    queryKey: ["prompts", "search", filter, offset, limit],
    placeholderData: keepPreviousData,
    enabled,
    queryFn: ({ signal }) => {
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== ""));
      return ask(api.GET("/api/v1/prompts/search", { params: { query: { ...given, offset, limit } }, signal }));
    },
  });

export const getPrompt = (id: string) =>
  ask(api.GET("/api/v1/prompts/{prompt_id}", { params: { path: { prompt_id: id } } }));
