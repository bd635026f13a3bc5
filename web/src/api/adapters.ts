import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { keys } from "./keys";

export type Adapter = Schemas["AdapterOut"];
export type AdapterVersion = Schemas["AdapterVersionOut"];
export type AdapterFigures = Schemas["Figures"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type Deltas = Record<string, number>;

const KEY = ["adapters"] as const;
const PER_PAGE = 25;
const MOST = 100;

export interface AdapterQuery {
  engine: string | null;
  deleted: boolean;
  cursor: string | null;
}

export const useAdapters = ({ engine, deleted, cursor }: AdapterQuery) =>
  useQuery({
    queryKey: [...KEY, "list", engine, deleted, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = { limit: PER_PAGE, include_deleted: deleted, ...(engine && { engine }), ...(cursor && { cursor }) };
      return ask(api.GET("/api/v1/adapters", { params: { query }, signal }));
    },
  });

/** To choose from: the newest hundred, with `deleted` also those. */
export const useAdapterChoice = (deleted = false) =>
  useQuery({
    queryKey: [...KEY, "choice", deleted],
    queryFn: async ({ signal }) => {
      const query = { limit: MOST, include_deleted: deleted };
      return (await ask(api.GET("/api/v1/adapters", { params: { query }, signal }))).items;
    },
  });

export const adapterQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, "one", id],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/adapters/{adapter_id}", { params: { path: { adapter_id: id } }, signal })),
  });

export const useAdapterVersions = (id: string, cursor: string | null) =>
  useQuery({
    queryKey: [...KEY, "versions", id, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const params = { path: { adapter_id: id }, query: { limit: PER_PAGE, ...(cursor && { cursor }) } };
      return ask(api.GET("/api/v1/adapters/{adapter_id}/versions", { params, signal }));
    },
  });

export const useTimeline = (id: string, cursor: string | null) =>
  useQuery({
    queryKey: [...KEY, "timeline", id, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const params = { path: { adapter_id: id }, query: { limit: PER_PAGE, ...(cursor && { cursor }) } };
      return ask(api.GET("/api/v1/adapters/{adapter_id}/timeline", { params, signal }));
    },
  });

export const createAdapter = (body: Schemas["AdapterCreate"]) => ask(api.POST("/api/v1/adapters", { body }));

export const createVersion = (id: string, parameters: Deltas) =>
  ask(api.POST("/api/v1/adapters/{adapter_id}/versions", { params: { path: { adapter_id: id } }, body: { parameters } }));

export const activateVersion = (id: string, version: number, reason: string | null) =>
  ask(
    api.POST("/api/v1/adapters/{adapter_id}/versions/{version}/activate", {
      params: { path: { adapter_id: id, version: String(version) } },
      body: { reason },
    }),
  );

/** A change of adapters; whatever is shown of them is asked for again, and so are the names on jobs. */
export function useAdapterChange<Given, Made>(change: (given: Given) => Promise<Made>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.jobs });
      return client.invalidateQueries({ queryKey: KEY });
    },
  });
}

export const useChangeAdapter = (id: string) =>
  useAdapterChange((body: Schemas["AdapterUpdate"]) =>
    ask(api.PATCH("/api/v1/adapters/{adapter_id}", { params: { path: { adapter_id: id } }, body })),
  );

/** Also finishes when the page is being closed (`keepalive`). */
export const deleteAdapter = (id: string) =>
  ask(api.DELETE("/api/v1/adapters/{adapter_id}", { params: { path: { adapter_id: id } }, keepalive: true }));

export const adapterKeys = { all: KEY };
