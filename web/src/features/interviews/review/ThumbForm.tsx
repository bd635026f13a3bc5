import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type Thumb, useThumb } from "@/api/interviewFeedback";
import { ErrorNote } from "@/components/ErrorNote";
import { ThumbIcon } from "@/components/icons";
import common from "../interviews.module.css";
import classes from "./review.module.css";

interface Props {
  sessionId: string;
  thumb: Thumb | null;
}

/** Whether the feedback helped; a word about it is welcome and not needed. */
export function ThumbForm({ sessionId, thumb }: Props) {
  const give = useThumb(sessionId);
  const press = (up: boolean) => give.mutate(thumb?.up === up ? null : { up, reason: thumb?.reason ?? null });
  return (
    <section className={common.section} aria-label="Did this feedback help?">
      <div className={classes.thumb}>
        <div className={common.buttons}>
          <span>Did this feedback help?</span>
          <ThumbButton up pressed={thumb?.up === true} press={press} />
          <ThumbButton up={false} pressed={thumb?.up === false} press={press} />
        </div>
        {give.error && <ErrorNote error={give.error} />}
        {thumb && <Reason key={String(thumb.up)} thumb={thumb} save={(reason) => give.mutate({ up: thumb.up, reason })} />}
      </div>
    </section>
  );
}

function ThumbButton({ up, pressed, press }: { up: boolean; pressed: boolean; press: (up: boolean) => void }) {
  return (
    <Button
      size="compact-md"
      variant={pressed ? "light" : "default"}
      leftSection={<ThumbIcon up={up} />}
      aria-pressed={pressed}
      onClick={() => press(up)}
      data-testid={up ? "thumb-up" : "thumb-down"}
    >
      {up ? "Yes" : "No"}
    </Button>
  );
}

function Reason({ thumb, save }: { thumb: Thumb; save: (reason: string | null) => void }) {
  const [text, setText] = useState(thumb.reason ?? "");
  const changed = text.trim() !== (thumb.reason ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(text.trim() || null);
  };
  return (
    <form className={classes.thumb} style={{ width: "min(100%, 480px)" }} onSubmit={submit}>
      <Textarea
        w="100%"
        label={thumb.up ? "What helped?" : "What was wrong?"}
        description="Whoever runs this Reprise can read it, without your name or your session."
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={1_000}
        autosize
        minRows={2}
        maxRows={6}
        data-testid="thumb-reason"
      />
      <Button type="submit" size="compact-md" variant="default" disabled={!changed} data-testid="thumb-save">
        {changed || !thumb.reason ? "Save" : "Saved"}
      </Button>
    </form>
  );
}
