import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { keys } from "./keys";

// Below the key of the counts: whatever makes those old makes this old.
const KEY = [...keys.stats, "queue"] as const;

export type Queue = Schemas["QueueOut"];

/** How many rows of each kind the drawer draws at most. */
export const SHOWN = 50;

/** Whether the queue is paused, and what is in it. */
export const useQueue = () =>
  useQuery({ queryKey: KEY, queryFn: ({ signal }) => ask(api.GET("/api/v1/queue", { signal })) });

/** Jobs of one state, newest first from `offset` on: two requests for the whole drawer. */
export const useJobsIn = (status: "processing" | "queued", offset = 0) =>
  useQuery({
    queryKey: [...keys.jobList, { drawer: status, offset }],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/jobs", { params: { query: { status, limit: SHOWN, offset } }, signal })),
  });

/** Pause (true) or resume (false): running jobs go on, waiting ones wait. */
export function useSetPaused() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (paused: boolean) =>
      ask(paused ? api.POST("/api/v1/queue/pause") : api.POST("/api/v1/queue/resume")),
    onSuccess: (queue) => client.setQueryData(KEY, queue),
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
