import { Button, CloseButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type MouseEvent, useEffect, useId, useRef, useState } from "react";
import type { Criterion, Said } from "@/api/feedback";
import { CRITERION_WORDS, DETAILS } from "./criteria";
import { type Draft, feedbackDrafts, hiddenName } from "./drafts";
import { give, rate, type Target, useOwnRows, useRating } from "./giving";
import { NotesField } from "./NotesField";
import { Stars } from "./Stars";
import { asTag, TagPicker } from "./TagPicker";
import type { BlindStars } from "./useBlindStars";
import classes from "./RateNow.module.css";

interface Props {
  target: Target;
  stars: BlindStars;
  /** Where the focus goes first. */
  first: "stars" | "tags";
  close: () => void;
}

/** A field that loses the focus closes its list, and the button would move away under the pointer before the click. */
const stay = (event: MouseEvent) => event.preventDefault();

/** All that can be said of a sample besides how good it is as a whole. */
export function RateMenu({ target, stars, first, close }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const title = useId();
  // Its code may have come after the frame that holds it had looked for something to focus.
  useEffect(() => {
    menu.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, [first]);
  return (
    <div ref={menu} className={classes.menu} role="group" aria-labelledby={title} data-testid="rate-menu">
      <div className={classes.menuHead}>
        <h2 id={title} className={classes.title}>
          Feedback on {target.name}
        </h2>
        <CloseButton size={32} aria-label="Close" onMouseDown={stay} onClick={close} data-testid="rate-close" />
      </div>
      <div className={classes.details}>
        {DETAILS.map((criterion, place) => (
          <Detail key={criterion} {...{ target, stars, criterion }} first={first === "stars" && place === 0} />
        ))}
      </div>
      <Words key={target.audioId} target={target} stars={stars} first={first} close={close} />
    </div>
  );
}

function Detail({ target, stars, criterion, first }: Pick<Props, "target" | "stars"> & { criterion: Criterion; first: boolean }) {
  const client = useQueryClient();
  const value = stars.seen(criterion, useRating(target.audioId, criterion));
  const rateIt = (count: number) => {
    stars.given(criterion, count);
    void rate(client, target, criterion, count);
  };
  const words = CRITERION_WORDS[criterion];
  return (
    <>
      <span aria-hidden="true">{words}</span>
      <Stars
        label={`${words} of ${target.name}`}
        value={value}
        autoFocus={first}
        onRate={rateIt}
      />
    </>
  );
}

const tagsOf = (rows: Said[]) => rows.find(({ tags }) => tags.length > 0)?.tags ?? [];
const notesOf = (rows: Said[]) => rows.find(({ notes }) => notes !== null)?.notes ?? "";
const same = (one: string[], other: string[]) => [...one].sort().join() === [...other].sort().join();

function Words({ target: { audioId, name }, stars: { blind }, first, close }: Props) {
  const client = useQueryClient();
  const draftName = blind ? hiddenName(audioId) : audioId;
  const { draft, change, body, emptied } = useDraft(audioId, draftName, blind);
  const [sending, setSending] = useState(false);
  const unsaved = Object.keys(body).length > 0;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!unsaved) return;
    setSending(true);
    const kept = await give(client, { audioId, name }, { audio_id: audioId, ...body }, toldOf(name, body));
    setSending(false);
    if (!kept) return;
    feedbackDrafts.write(draftName, null);
    close();
  };
  return (
    <form className={classes.menu} onSubmit={(event) => void save(event)}>
      <TagPicker
        value={draft.tags}
        onChange={(tags) => change({ tags })}
        typed={draft.typed}
        onType={(typed) => change({ typed })}
        autoFocus={first === "tags"}
      />
      <NotesField value={draft.notes} onChange={(notes) => change({ notes })} />
      <div className={classes.foot}>
        <Button
          type="submit"
          size="compact-md"
          loading={sending}
          disabled={!unsaved}
          onMouseDown={stay}
          data-testid="words-save"
        >
          Save
        </Button>
        <span className={classes.hint} role="status" data-testid="words-state">
          {unsaved && !sending && "Not saved yet"}
          {emptied && !unsaved && "To take back what you said, delete it in the feedback of the job."}
        </span>
      </div>
    </form>
  );
}

/** What is in the fields: what was left there unsaved, otherwise what this person said last, and may be seen. */
function useDraft(audioId: string, draftName: string, blind: boolean) {
  const rows = useOwnRows(audioId);
  const own = blind ? [] : rows;
  const [said] = useState({ tags: tagsOf(own), notes: notesOf(own) });
  const [draft, setDraft] = useState<Draft>(() => feedbackDrafts.read(draftName) ?? { ...said, typed: "" });
  const change = (next: Partial<Draft>) => setDraft((now) => ({ ...now, ...next }));
  const tags = [...new Set([...draft.tags, asTag(draft.typed)])].filter(Boolean);
  const notes = draft.notes.trim();
  const body = {
    ...(tags.length > 0 && !same(tags, said.tags) && { tags }),
    ...(notes && notes !== said.notes && { notes }),
  };
  const unsaved = Object.keys(body).length > 0;
  useEffect(() => feedbackDrafts.write(draftName, unsaved ? draft : null), [draftName, draft, unsaved]);
  const emptied = (said.tags.length > 0 && !tags.length) || (said.notes !== "" && !notes);
  return { draft, change, body, emptied };
}

const toldOf = (name: string, { tags, notes }: { tags?: string[]; notes?: string }) =>
  `Kept for ${name}: ${[tags?.join(", "), notes && "notes"].filter(Boolean).join("; ")}`;
