import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { type Criterion, feedbackKeys } from "./feedback";

export type Insights = Schemas["Insights"];
export type Uncovered = Schemas["UncoveredSample"];
export type CoverageState = "unheard" | "unrated";

/** Days as YYYY-MM-DD, the last one included; null means from the beginning, or until now. */
export interface Period {
  from: string | null;
  to: string | null;
}

export const UNCOVERED_PER_PAGE = 20;

export const useInsights = ({ from, to }: Period, criterion: Criterion) =>
  useQuery({
    queryKey: [...feedbackKeys.insights, from, to, criterion],
    placeholderData: keepPreviousData,
    // What others heard is told by no event.
    staleTime: 0,
    queryFn: ({ signal }) => {
      const query = { criterion, ...days({ from, to }) };
      return ask(api.GET("/api/v1/feedback/insights", { params: { query }, signal }));
    },
  });

/** Samples of a time that nobody has heard, or rated, the newest first. */
export const useUncovered = (state: CoverageState, { from, to }: Period, cursor: string | null) =>
  useQuery({
    queryKey: [...feedbackKeys.insights, "coverage", state, from, to, cursor],
    placeholderData: keepPreviousData,
    // What others heard is told by no event.
    staleTime: 0,
    queryFn: ({ signal }) => {
      const query = { state, limit: UNCOVERED_PER_PAGE, ...days({ from, to }), ...(cursor && { cursor }) };
      return ask(api.GET("/api/v1/feedback/coverage", { params: { query }, signal }));
    },
  });

const days = ({ from, to }: Period) => ({ ...(from && { date_from: from }), ...(to && { date_to: to }) });
