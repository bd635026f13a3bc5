import { Button, Checkbox, Modal, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import classes from "./chat.module.css";

const REASONS = ["Wrong experts shown", "Not relevant to my problem", "Unavailable or too expensive"];
const OTHER = "Other";
const MOST_LETTERS = 1_000;

interface Props {
  send: (reasons: string[], comment: string | null) => void;
  close: () => void;
}

/** Why not? The thumb counts already: nobody has to answer. */
export function DownvoteDialog({ send, close }: Props) {
  const [reasons, setReasons] = useState<string[]>([]);
  const [comment, setComment] = useState("");
  const other = reasons.includes(OTHER);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reasons.length) send(reasons, (other && comment.trim()) || null);
  };
  return (
    <Modal opened onClose={close} centered size="sm" title="What was wrong?" closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes.reasons} onSubmit={submit} data-testid="downvote">
        <Checkbox.Group value={reasons} onChange={setReasons} label="Choose whatever applies.">
          {[...REASONS, OTHER].map((reason) => (
            <Checkbox key={reason} value={reason} label={reason} mt={12} />
          ))}
        </Checkbox.Group>
        {other && (
          <Textarea
            aria-label="What else was wrong?"
            placeholder="What else was wrong?"
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
            maxLength={MOST_LETTERS}
            autosize
            minRows={2}
            maxRows={6}
            autoFocus
            data-testid="downvote-comment"
          />
        )}
        <div className={classes.buttons}>
          <Button type="submit" disabled={!reasons.length} data-testid="downvote-send">
            Send
          </Button>
          <Button variant="default" onClick={close} data-testid="downvote-skip">
            Skip
          </Button>
        </div>
      </form>
    </Modal>
  );
}
