import { Button, Kbd } from "@mantine/core";
import type { Choice } from "./voteKeys";
import classes from "./vote.module.css";

const CHOICES: { choice: Choice; label: string; key: string }[] = [
  { choice: "left", label: "Left is better", key: "l" },
  { choice: "right", label: "Right is better", key: "r" },
  { choice: "tie", label: "About the same", key: "t" },
  { choice: "both_bad", label: "Both are bad", key: "b" },
];

interface Props {
  open: boolean;
  /** What was pressed and is on its way. */
  pending: Choice | null;
  choose: (choice: Choice) => void;
}

/** Before enough was heard they can be pressed all the same: then they say what is missing. */
export function Choices({ open, pending, choose }: Props) {
  return (
    <div className={classes.choices} role="group" aria-label="Your vote" data-open={open} data-testid="choices">
      {CHOICES.map(({ choice, label, key }) => (
        <Button
          key={choice}
          variant={open && (choice === "left" || choice === "right") ? "filled" : "default"}
          size="md"
          className={classes.choice}
          aria-disabled={!open || pending !== null}
          data-waits={!open}
          loading={pending === choice}
          onClick={() => choose(choice)}
          rightSection={<Kbd className={classes.key}>{key}</Kbd>}
          data-testid={`choose-${choice}`}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}
