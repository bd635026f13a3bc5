import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { keys } from "./keys";
import { isActive } from "./queries";

export type Experiment = Schemas["ExperimentOut"];
export type ExperimentWords = Schemas["ExperimentCreate"];
export type ExperimentComparison = Schemas["ExperimentComparison"];
export type ComparedJob = ExperimentComparison["items"][number];

const KEY = ["experiments"] as const;
const PER_PAGE = 25;
const MOST = 100;
const ACTIVE_REFETCH_MS = 5_000;
const IDLE_REFETCH_MS = 60_000;

export interface ExperimentQuery {
  archived: boolean;
  words: string | null;
  cursor: string | null;
}

export const useExperiments = ({ archived, words, cursor }: ExperimentQuery) =>
  useQuery({
    queryKey: [...KEY, "list", archived, words, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = { limit: PER_PAGE, archived, ...(words && { q: words }), ...(cursor && { cursor }) };
      return ask(api.GET("/api/v1/experiments", { params: { query }, signal }));
    },
  });

/** Those that a job may join: the newest hundred. */
export const useOpenExperiments = () =>
  useQuery({
    queryKey: [...KEY, "open"],
    queryFn: async ({ signal }) =>
      (await ask(api.GET("/api/v1/experiments", { params: { query: { limit: MOST } }, signal }))).items,
  });

export const experimentQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, "one", id],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/experiments/{experiment_id}", { params: { path: { experiment_id: id } }, signal })),
  });

/** Under the key of all lists of jobs: news of a job reach it too. */
export const useExperimentJobs = (id: string, cursor: string | null) =>
  useQuery({
    queryKey: [...keys.jobList, "experiment", id, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const params = { path: { experiment_id: id }, query: { limit: PER_PAGE, ...(cursor && { cursor }) } };
      return ask(api.GET("/api/v1/experiments/{experiment_id}/jobs", { params, signal }));
    },
  });

/** The newest jobs, or those that are named. */
export const useJobComparison = (id: string, jobIds: readonly string[]) =>
  useQuery({
    queryKey: [...KEY, "comparison", id, ...jobIds],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const params = { path: { experiment_id: id }, query: jobIds.length ? { job_ids: [...jobIds] } : {} };
      return ask(api.GET("/api/v1/experiments/{experiment_id}/comparison", { params, signal }));
    },
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ job }) => isActive(job)) ? ACTIVE_REFETCH_MS : IDLE_REFETCH_MS,
  });

export function useSaveExperiment(id: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ExperimentWords) =>
      id === null
        ? ask(api.POST("/api/v1/experiments", { body }))
        : ask(api.PATCH("/api/v1/experiments/{experiment_id}", { params: { path: { experiment_id: id } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useArchiveExperiment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, archived }: { id: string; archived: boolean }) => {
      const params = { path: { experiment_id: id } };
      return archived
        ? ask(api.POST("/api/v1/experiments/{experiment_id}/archive", { params }))
        : ask(api.POST("/api/v1/experiments/{experiment_id}/unarchive", { params }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
