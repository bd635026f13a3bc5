import type { QueryClient } from "@tanstack/react-query";
import { deleteFavorite, type FavoriteKind, favoriteKeys, useIsFavorite } from "@/api/favorites";
import { useStore } from "@/api/store";
import { removed, removeLater } from "./undo";

/** What a removal is known by, wherever the heart was emptied. */
export const removalOf = (kind: FavoriteKind, id: string) => `favorite ${kind} ${id}`;

/** Whether a heart is shown filled: not while its removal can still be undone. */
export function useShownFavorite(kind: FavoriteKind, id: string): boolean {
  const gone = useStore(removed);
  return useIsFavorite(kind, id) && !gone.has(removalOf(kind, id));
}

/** Empty a heart for good unless it is undone within eight seconds: its note is kept as long. */
export function unmarkLater(client: QueryClient, kind: FavoriteKind, id: string, title: string): void {
  removeLater({
    id: removalOf(kind, id),
    title,
    told: `No favourite any more: ${title}`,
    remove: () => deleteFavorite(kind, id),
    settle: () => client.refetchQueries({ queryKey: favoriteKeys.all }),
  });
}
