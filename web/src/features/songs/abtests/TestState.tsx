import type { AbTest } from "@/api/abtests";
import classes from "./abtests.module.css";

const WORDS: Record<AbTest["status"], string> = {
  draft: "Draft",
  generating: "Generating",
  ready: "Open for votes",
  closed: "Closed",
};

/** The state of a test in words, beside a dot of its colour. */
export const TestState = ({ test: { status } }: { test: AbTest }) => (
  <span className={classes.state} data-state={status} data-testid="ab-state">
    {WORDS[status]}
  </span>
);
