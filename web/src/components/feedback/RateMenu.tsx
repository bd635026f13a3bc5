import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Criterion, Said } from "@/api/feedback";
import { CRITERION_WORDS, DETAILS } from "./criteria";
import { give, rate, type Target, useOwnRows, useRating } from "./giving";
import { Stars } from "./Stars";
import { TagPicker } from "./TagPicker";
import classes from "./RateNow.module.css";

const MAX_NOTES = 4_000;

interface Props {
  target: Target;
  /** Where the focus goes first. */
  first: "stars" | "tags";
  close: () => void;
}

/** All that can be said of a sample besides how good it is as a whole. */
export function RateMenu({ target, first, close }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  // Its code may have come after the frame that holds it had looked for something to focus.
  useEffect(() => {
    const field = first === "tags" ? "[data-autofocus]" : "button[tabindex='0']";
    menu.current?.querySelector<HTMLElement>(field)?.focus();
  }, [first]);
  return (
    <div ref={menu} className={classes.menu} data-testid="rate-menu">
      <div className={classes.details}>
        {DETAILS.map((criterion) => (
          <Detail key={criterion} target={target} criterion={criterion} />
        ))}
      </div>
      <Words target={target} first={first} close={close} />
    </div>
  );
}

function Detail({ target, criterion }: { target: Target; criterion: Criterion }) {
  const client = useQueryClient();
  const value = useRating(target.audioId, criterion);
  const words = CRITERION_WORDS[criterion];
  return (
    <>
      <span aria-hidden="true">{words}</span>
      <Stars
        label={`${words} of ${target.name}`}
        value={value}
        onRate={(stars) => void rate(client, target, criterion, stars)}
      />
    </>
  );
}

const tagsOf = (rows: Said[]) => rows.find(({ tags }) => tags.length > 0)?.tags ?? [];
const notesOf = (rows: Said[]) => rows.find(({ notes }) => notes !== null)?.notes ?? "";
const same = (one: string[], other: string[]) => [...one].sort().join() === [...other].sort().join();

function Words({ target, first, close }: Props) {
  const client = useQueryClient();
  const own = useOwnRows(target.audioId);
  const [said] = useState({ tags: tagsOf(own), notes: notesOf(own) });
  const [tags, setTags] = useState(said.tags);
  const [notes, setNotes] = useState(said.notes);
  const [sending, setSending] = useState(false);
  const body = {
    ...(tags.length > 0 && !same(tags, said.tags) && { tags }),
    ...(notes.trim() && notes.trim() !== said.notes && { notes: notes.trim() }),
  };
  const emptied = (said.tags.length > 0 && !tags.length) || (said.notes !== "" && !notes.trim());
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    const kept = await give(client, target, { audio_id: target.audioId, ...body }, toldOf(target, body));
    setSending(false);
    if (kept) close();
  };
  return (
    <form className={classes.menu} onSubmit={(event) => void save(event)}>
      <TagPicker value={tags} onChange={setTags} autoFocus={first === "tags"} />
      <Textarea
        label="Notes"
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
        maxLength={MAX_NOTES}
        autosize
        minRows={2}
        maxRows={5}
        data-testid="notes"
      />
      <div className={classes.foot}>
        <Button type="submit" size="compact-md" loading={sending} disabled={!Object.keys(body).length} data-testid="words-save">
          Save
        </Button>
        {emptied && <span className={classes.hint}>To take back what you said, delete it in the feedback of the job.</span>}
      </div>
    </form>
  );
}

const toldOf = ({ name }: Target, { tags, notes }: { tags?: string[]; notes?: string }) =>
  `Kept for ${name}: ${[tags?.join(", "), notes && "notes"].filter(Boolean).join("; ")}`;
