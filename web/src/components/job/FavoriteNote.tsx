import { ActionIcon, Button, Popover, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type FavoriteKind, useFavorite, useMarkFavorite } from "@/api/favorites";
import { ErrorNote } from "@/components/ErrorNote";
import { useShownFavorite } from "@/components/favoriteRemovals";
import { NoteIcon } from "@/components/icons";
import classes from "./job.module.css";

interface Props {
  kind: FavoriteKind;
  id: string;
  name: string;
}

const MAX_LENGTH = 1_000;

/** Why something is a favourite; its place is kept while it is none. */
export function FavoriteNote({ kind, id, name }: Props) {
  const [opened, setOpened] = useState(false);
  const on = useShownFavorite(kind, id);
  return (
    <Popover opened={opened && on} onChange={setOpened} position="bottom-end" trapFocus withinPortal width={280}>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={`Note on ${name}`}
          title="Note on this favourite"
          className={classes.noteButton}
          style={{ visibility: on ? "visible" : "hidden" }}
          onClick={() => setOpened(!opened)}
          data-testid="favorite-note"
        >
          <NoteIcon />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <NoteForm kind={kind} id={id} name={name} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function NoteForm({ kind, id, name, onDone }: Props & { onDone: () => void }) {
  const { data, isPending } = useFavorite(kind, id);
  const stored = data?.note ?? "";
  const [typed, setTyped] = useState<string | null>(null);
  const mark = useMarkFavorite();
  const save = (event: FormEvent) => {
    event.preventDefault();
    const note = (typed ?? stored).trim() || null;
    mark.mutate({ kind, id, note }, { onSuccess: onDone });
  };
  return (
    <form className={classes.noteForm} onSubmit={save}>
      <Textarea
        label={`Note on ${name}`}
        value={typed ?? stored}
        onChange={(event) => setTyped(event.currentTarget.value)}
        disabled={isPending}
        maxLength={MAX_LENGTH}
        minRows={3}
        data-autofocus
        data-testid="note"
      />
      {mark.error && <ErrorNote error={mark.error} />}
      <Button type="submit" size="compact-sm" loading={mark.isPending}>
        Save
      </Button>
    </form>
  );
}
