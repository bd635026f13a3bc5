import { ActionIcon } from "@mantine/core";
import { type FavoriteKind, useIsFavorite, useMarkFavorite } from "@/api/favorites";
import { HeartIcon } from "./icons";

interface Props {
  kind: FavoriteKind;
  id: string;
  /** What it is called for somebody who does not see it: “sample A”. */
  name: string;
}

/** A heart: filled for a favourite. */
export function FavoriteButton({ kind, id, name }: Props) {
  const on = useIsFavorite(kind, id);
  const mark = useMarkFavorite();
  const label = `Favourite ${name}`;
  return (
    <ActionIcon
      variant="subtle"
      color={on ? "indigo" : "gray"}
      size={32}
      aria-pressed={on}
      aria-label={label}
      title={mark.error?.message ?? (on ? "Remove from the favourites" : "Add to the favourites")}
      onClick={() => mark.mutate({ kind, id, on: !on })}
      data-testid="favorite"
    >
      <HeartIcon filled={on} />
    </ActionIcon>
  );
}
