import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, ask, type JobStatus, type Schemas } from "./client";
import { keys } from "./keys";
import { isActive } from "./queries";

export type History = Schemas["JobHistory"];
export type Bucket = History["buckets"][number];

/** What the list of jobs is narrowed to; null or empty means everything. */
export interface JobQuery {
  status: JobStatus | null;
  engine: string | null;
  /** The id of an adapter. */
  adapter: string | null;
  /** Days as YYYY-MM-DD; the last one is included. */
  from: string | null;
  to: string | null;
  words: string | null;
  feedback: "with" | "without" | null;
  cursor: string | null;
}

export const PAGE_SIZE = 50;
const ACTIVE_REFETCH_MS = 5_000;
const IDLE_REFETCH_MS = 60_000;

/** One page of jobs: one request, however many rows. */
export const useJobQuery = (asked: JobQuery) =>
  useQuery({
    queryKey: [...keys.jobList, asked],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/jobs", { params: { query: toQuery(asked) }, signal })),
    refetchInterval: ({ state }) => (state.data?.items.some(isActive) ? ACTIVE_REFETCH_MS : IDLE_REFETCH_MS),
  });

function toQuery({ status, engine, adapter, from, to, words, feedback, cursor }: JobQuery) {
  return {
    limit: PAGE_SIZE,
    ...(status && { status }),
    ...(engine && { engine }),
    ...(adapter && { adapter_id: adapter }),
    ...(from && { start_date: from }),
    ...(to && { end_date: to }),
    ...(words && { q: words }),
    ...(feedback && { has_feedback: feedback === "with" }),
    ...(cursor && { cursor }),
  };
}

/** Outcomes, times and yield of the last hours in equal buckets. */
export const useHistory = (windowHours: number) =>
  useQuery({
    queryKey: [...keys.stats, "history", windowHours],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/jobs/history", { params: { query: { window_hours: windowHours } }, signal })),
    refetchInterval: IDLE_REFETCH_MS,
  });
