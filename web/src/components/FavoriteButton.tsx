import { ActionIcon } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FavoriteKind, useIsFavorite, useMarkFavorite } from "@/api/favorites";
import { removalOf, unmarkLater, useShownFavorite } from "./favoriteRemovals";
import { HeartIcon } from "./icons";
import { undo } from "./undo";

interface Props {
  kind: FavoriteKind;
  id: string;
  /** What it is called for somebody who does not see it: “sample A”. */
  name: string;
}

/** A heart: filled for a favourite. */
export function FavoriteButton({ kind, id, name }: Props) {
  const client = useQueryClient();
  const on = useShownFavorite(kind, id);
  const stored = useIsFavorite(kind, id);
  const mark = useMarkFavorite();
  const press = () => {
    if (on) unmarkLater(client, kind, id, name);
    else if (stored) undo(removalOf(kind, id));
    else mark.mutate({ kind, id });
  };
  const label = `Favourite ${name}`;
  return (
    <ActionIcon
      variant="subtle"
      color={on ? "indigo" : "gray"}
      size={32}
      aria-pressed={on}
      aria-label={label}
      title={mark.error?.message ?? (on ? "Remove from the favourites" : "Add to the favourites")}
      onClick={press}
      data-testid="favorite"
    >
      <HeartIcon filled={on} />
    </ActionIcon>
  );
}
