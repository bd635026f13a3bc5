import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";

export type Favorite = Schemas["FavoriteOut"];
export type FavoriteKind = Favorite["kind"];

export const favoriteKeys = {
  all: ["favorites"],
  ids: ["favorites", "ids"],
  one: (kind: FavoriteKind, id: string) => ["favorites", "one", kind, id],
  list: (kind: FavoriteKind | null, cursor: string | null) => ["favorites", "list", kind, cursor],
} as const;

const IDS_OF = { prompt: "prompts", sample: "samples" } as const;

/** Which hearts are filled; one request for the whole page. */
const useFavoriteIds = () =>
  useQuery({
    queryKey: favoriteKeys.ids,
    staleTime: 60_000,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/favorites/ids", { signal })),
  });

export function useIsFavorite(kind: FavoriteKind, id: string): boolean {
  return useFavoriteIds().data?.[IDS_OF[kind]].includes(id) ?? false;
}

export const useFavorites = (kind: FavoriteKind | null, cursor: string | null) =>
  useQuery({
    queryKey: favoriteKeys.list(kind, cursor),
    queryFn: ({ signal }) => {
      const query = { limit: 25, ...(kind && { kind }), ...(cursor && { cursor }) };
      return ask(api.GET("/api/v1/favorites", { params: { query }, signal }));
    },
  });

export const useFavorite = (kind: FavoriteKind, id: string) =>
  useQuery({
    queryKey: favoriteKeys.one(kind, id),
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/favorites/{kind}/{target_id}", { params: { path: { kind, target_id: id } }, signal })),
  });

/** Also finishes when the page is being closed (`keepalive`). */
export const deleteFavorite = (kind: FavoriteKind, id: string) =>
  ask(
    api.DELETE("/api/v1/favorites/{kind}/{target_id}", {
      params: { path: { kind, target_id: id } },
      keepalive: true,
    }),
  );

interface Mark {
  kind: FavoriteKind;
  id: string;
  /** Left out: whatever note there is stays. */
  note?: string | null;
}

/** Fill a heart or change its note; it shows at once and goes back if the server refuses. */
export function useMarkFavorite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, id, note }: Mark) =>
      ask(api.PUT("/api/v1/favorites", { body: { kind, target_id: id, note } })),
    onMutate: async ({ kind, id }) => {
      await client.cancelQueries({ queryKey: favoriteKeys.ids });
      client.setQueryData<Ids>(favoriteKeys.ids, (ids) => ids && marked(ids, IDS_OF[kind], id));
    },
    onSettled: () => client.invalidateQueries({ queryKey: favoriteKeys.all }),
  });
}

type Ids = Schemas["FavoriteIds"];

const marked = (ids: Ids, name: keyof Ids, id: string): Ids => ({
  ...ids,
  [name]: [id, ...ids[name].filter((known) => known !== id)],
});
