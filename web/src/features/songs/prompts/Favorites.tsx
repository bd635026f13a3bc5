import { ActionIcon, Anchor, Button, SegmentedControl, Skeleton, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { type Favorite, useFavorites, useMarkFavorite } from "@/api/favorites";
import { useStore } from "@/api/store";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { removalOf, unmarkLater } from "@/components/favoriteRemovals";
import { HeartIcon } from "@/components/icons";
import { removed } from "@/components/undo";
import { When } from "@/components/When";
import classes from "./PromptsPage.module.css";

const KINDS = [
  { value: "all", label: "All" },
  { value: "prompt", label: "Prompts" },
  { value: "sample", label: "Samples" },
];

/** Marked prompts and samples with what was noted about them. */
export function Favorites() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("kind");
  const kind = asked === "prompt" || asked === "sample" ? asked : null;
  const cursor = search.get("cursor");
  const page = useFavorites(kind, cursor);
  const gone = useStore(removed);
  const items = page.data?.items.filter(({ kind, target_id }) => !gone.has(removalOf(kind, target_id)));
  const choose = (value: string) =>
    setSearch({ show: "favourites", ...(value !== "all" && { kind: value }) }, { replace: true });
  const older = (next: string) => setSearch({ show: "favourites", ...(kind && { kind }), cursor: next });
  return (
    <>
      <SegmentedControl aria-label="Kind" size="xs" data={KINDS} value={kind ?? "all"} onChange={choose} mb={8} />
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={400} aria-label="Loading favourites" />}
      {items?.length === 0 && <NoFavorites />}
      <ul className={classes.list} data-testid="favorites">
        {items?.map((favorite) => (
          <FavoriteRow key={favorite.id} favorite={favorite} />
        ))}
      </ul>
      {page.data?.next_cursor && (
        <nav className={classes.pager} aria-label="Pages">
          <Button variant="default" onClick={() => older(page.data.next_cursor!)}>
            Older
          </Button>
        </nav>
      )}
    </>
  );
}

function FavoriteRow({ favorite }: { favorite: Favorite }) {
  const { kind, target_id, prompt_text, label, job_id, created_at } = favorite;
  const client = useQueryClient();
  const name = label ? `Sample ${label} of “${prompt_text}”` : `“${prompt_text}”`;
  const remove = () => unmarkLater(client, kind, target_id, name);
  return (
    <li className={classes.row} data-testid="favorite-row">
      <ActionIcon variant="subtle" size={32} aria-label={`Remove ${name} from the favourites`} onClick={remove}>
        <HeartIcon filled />
      </ActionIcon>
      <div className={classes.what}>
        <p className={classes.text}>
          {job_id ? (
            <Anchor component={Link} to={`/songs/jobs/${job_id}`} c="inherit">
              {name}
            </Anchor>
          ) : (
            prompt_text
          )}
        </p>
        <p className={classes.facts}>
          <When instant={created_at} />
        </p>
        <NoteField favorite={favorite} name={name} />
      </div>
      {kind === "prompt" && (
        <div className={classes.actions}>
          <Button
            component={Link}
            to={`/songs/generate?prompt=${target_id}`}
            size="compact-sm"
            variant="default"
            aria-label={`Use again: ${name}`}
          >
            Use again
          </Button>
        </div>
      )}
    </li>
  );
}

/** Kept as soon as the field is left. */
function NoteField({ favorite: { kind, target_id, note }, name }: { favorite: Favorite; name: string }) {
  const [typed, setTyped] = useState(note ?? "");
  const mark = useMarkFavorite();
  const save = () => {
    const next = typed.trim();
    if (next !== (note ?? "")) mark.mutate({ kind, id: target_id, note: next || null });
  };
  return (
    <Textarea
      className={classes.note}
      variant="unstyled"
      aria-label={`Note on ${name}`}
      placeholder="Add a note"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={save}
      error={mark.error?.message}
      autosize
      minRows={1}
      maxRows={6}
      maxLength={1_000}
      data-testid="favorite-note-field"
    />
  );
}

function NoFavorites() {
  return (
    <EmptyState
      action={
        <Button component={Link} to="/songs/prompts" variant="default">
          Show the history
        </Button>
      }
    >
      Here will be the prompts and samples that you mark with a heart, each with a note of yours.
    </EmptyState>
  );
}
