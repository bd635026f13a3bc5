import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { takeOver } from "./takeOver";

export type Expert = Schemas["ExpertOut"];
export type ExpertUpdate = Schemas["ExpertUpdate"];
export type ExpertCreate = Schemas["ExpertCreate"];

export const expertKeys = {
  all: ["experts"],
  directory: ["experts", "directory"],
  facts: ["experts", "directory", "facts"],
  lists: ["experts", "directory", "list"],
  expert: (id: string) => ["experts", "directory", "one", id],
} as const;

export const PAGE_SIZE = 25;

/** What the directory is narrowed to; null means everything. */
export interface DirectoryQuery {
  words: string | null;
  category: string | null;
  active: "yes" | "no" | null;
  /** Profiles that are found this badly or worse, of 100. */
  findability: number | null;
  cursor: string | null;
}

export const useDirectory = ({ words, category, active, findability, cursor }: DirectoryQuery) =>
  useQuery({
    queryKey: [...expertKeys.lists, words, category, active, findability, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = {
        limit: PAGE_SIZE,
        ...(words && { q: words }),
        ...(category && { category }),
        ...(active && { active: active === "yes" }),
        ...(findability !== null && { max_findability: findability }),
        ...(cursor && { cursor }),
      };
      return ask(api.GET("/api/v1/experts", { params: { query }, signal }));
    },
  });

export const useDirectoryFacts = () =>
  useQuery({
    queryKey: expertKeys.facts,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/experts/directory", { signal })),
  });

export const useExpert = (id: string) =>
  useQuery({
    queryKey: expertKeys.expert(id),
    queryFn: ({ signal }) => ask(api.GET("/api/v1/experts/{expert_id}", { params: { path: { expert_id: id } }, signal })),
  });

export function useSaveExpert(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ExpertUpdate) =>
      ask(api.PATCH("/api/v1/experts/{expert_id}", { params: { path: { expert_id: id } }, body })),
    onSuccess: async (expert) => {
      await takeOver(client, expertKeys.expert(id), expert);
      void client.invalidateQueries({ queryKey: expertKeys.facts });
      return client.invalidateQueries({ queryKey: expertKeys.lists });
    },
  });
}

/** Also finishes when the page is being closed (`keepalive`). */
export const deleteExpert = (id: string) =>
  ask(api.DELETE("/api/v1/experts/{expert_id}", { params: { path: { expert_id: id } }, keepalive: true }));
