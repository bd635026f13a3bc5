import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ApiError, ask, type Job } from "./client";
import { keys } from "./keys";
import { ROOT } from "./root";

// Events bring the news; these only repair what a lost event would leave behind.
const ACTIVE_REFETCH_MS = 5_000;
const IDLE_REFETCH_MS = 60_000;

export const isActive = (job: Job) => job.status === "queued" || job.status === "processing";

/** The signed-in person; null when nobody is. */
export const useMe = () =>
  useQuery({
    queryKey: keys.me,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      try {
        return await ask(api.GET("/api/v1/users/me", { signal }));
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
  });

export const useEngines = () =>
  useQuery({
    queryKey: keys.engines,
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await ask(api.GET("/api/v1/engines", { signal }))).items,
  });

export const useVocabulary = () =>
  useQuery({
    queryKey: keys.vocabulary,
    staleTime: Infinity,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/prompt-vocabulary", { signal })),
  });

export const useJob = (id: string) =>
  useQuery({
    queryKey: keys.job(id),
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/generate/{job_id}", { params: { path: { job_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? ACTIVE_REFETCH_MS : false),
  });

export const useJobStats = () =>
  useQuery({
    queryKey: keys.stats,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/jobs/stats", { signal })),
    refetchInterval: IDLE_REFETCH_MS,
  });

/** A finished sample never changes: it is asked for once. */
export const audioQuery = (id: string) =>
  queryOptions({
    queryKey: keys.audio(id),
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/audio/{audio_id}", { params: { path: { audio_id: id } }, signal })),
  });

export const useWaveform = (id: string) =>
  useQuery({
    queryKey: keys.waveform(id),
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/audio/{audio_id}/waveform", { params: { path: { audio_id: id } }, signal })),
  });

export const streamUrl = (audioId: string) => `${ROOT}/api/v1/audio/${audioId}/stream`;
