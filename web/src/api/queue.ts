import { queryOptions, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { keys } from "./keys";
import { takeOver } from "./takeOver";

// Below the key of the counts: whatever makes those old makes this old.
const KEY = [...keys.stats, "queue"] as const;

export type Queue = Schemas["QueueOut"];

const PAGE = 50;

/** Whether the queue is paused, and what is in it. */
export const useQueue = () =>
  useQuery({ queryKey: KEY, queryFn: ({ signal }) => ask(api.GET("/api/v1/queue", { signal })) });

const pageOf = (offset: number) =>
  queryOptions({
    queryKey: [...keys.jobList, { queue: offset }],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/queue/jobs", { params: { query: { limit: PAGE, offset } }, signal })),
  });

/** What runs and what waits, in the order in which it will run: the first pages, one request each. */
export function useQueueJobs(pages: number) {
  const asked = useQueries({ queries: Array.from({ length: pages }, (_, index) => pageOf(index * PAGE)) });
  // A job that moved up between two requests is in both pages.
  const jobs = new Map(asked.flatMap(({ data }) => data?.items ?? []).map((job) => [job.id, job]));
  return {
    jobs: [...jobs.values()],
    isPending: asked.some(({ isPending }) => isPending),
    more: asked.at(-1)?.data?.next_cursor != null,
    error: asked.find(({ error }) => error)?.error ?? null,
    refetch: () => void Promise.all(asked.map(({ refetch }) => refetch())),
  };
}

/** Pause (true) or resume (false): running jobs go on, waiting ones wait. */
export function useSetPaused() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (paused: boolean) =>
      ask(paused ? api.POST("/api/v1/queue/pause") : api.POST("/api/v1/queue/resume")),
    onSuccess: (queue) => takeOver<Queue>(client, KEY, queue),
  });
}

/** Cancel every waiting job; this cannot be undone. */
export function useClearQueue() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.POST("/api/v1/queue/clear")),
    onSettled: () => client.invalidateQueries({ queryKey: keys.jobs }),
  });
}
