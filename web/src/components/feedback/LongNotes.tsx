import { UnstyledButton } from "@mantine/core";
import { useLayoutEffect, useRef, useState } from "react";
import classes from "./LongNotes.module.css";

/** What somebody wrote; more than four lines of it only when asked for. */
export function LongNotes({ notes }: { notes: string }) {
  const words = useRef<HTMLParagraphElement>(null);
  const [open, setOpen] = useState(false);
  const [long, setLong] = useState(false);
  useLayoutEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = words.current ?? {};
    if (!open) setLong(scrollHeight > clientHeight + 1);
  }, [notes, open]);
  return (
    <>
      <p ref={words} className={classes.notes} data-open={open} data-testid="said-notes">
        “{notes}”
      </p>
      {long && (
        <UnstyledButton
          className={classes.more}
          aria-expanded={open}
          aria-label={open ? "Show less of these notes" : "Show more of these notes"}
          onClick={() => setOpen(!open)}
          data-testid="notes-more"
        >
          {open ? "Show less" : "Show more"}
        </UnstyledButton>
      )}
    </>
  );
}
