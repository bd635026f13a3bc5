import { EmptyState } from "@/components/EmptyState";
import classes from "../experts.module.css";

/** Before there is anybody to recommend. */
export const FirstSteps = () => (
  <EmptyState>
    Here will be what visitors search for, how often somebody fits, and what they think of it. It begins with people to
    recommend: run <code className={classes.command}>reprise experts import people.csv</code>, or{" "}
    <code className={classes.command}>reprise demo</code> to look around with examples.
  </EmptyState>
);
