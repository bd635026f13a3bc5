import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Operation } from "@/api/interviewOperations";
import { ErrorNote } from "@/components/ErrorNote";
import classes from "./interviews.module.css";

interface Props {
  /** Null while it is only being asked for. */
  operation: Operation | null;
  busy?: boolean;
  retry?: () => void;
  /** Of the attempt to retry. */
  error?: Error | null;
  children?: ReactNode;
}

// What another attempt would only meet again.
const FINAL = ["NO_ANSWERS", "QUESTIONS_EXHAUSTED"];

/** Work in the background: what happens, or why it failed and what helps. */
export function OperationNote({ operation, busy = false, retry, error, children }: Props) {
  if (busy) {
    return (
      <div className={classes.operation} role="status" data-testid="operation" data-status={operation?.status ?? "asked"}>
        <span className={classes.bar} aria-hidden="true" />
        <span>{children}</span>
        <span className={classes.quiet}>{STAGES[operation?.status === "processing" ? "processing" : "pending"]}</span>
      </div>
    );
  }
  return (
    <div className={classes.operation} role="alert" data-testid="operation" data-status={operation?.status}>
      <strong className={classes.failed}>It did not work.</strong>
      <span>{operation?.error?.message}</span>
      {error && <ErrorNote error={error} />}
      {retry && !FINAL.includes(operation?.error?.code ?? "") && (
        <Button onClick={retry} data-testid="retry-operation">
          Try again
        </Button>
      )}
    </div>
  );
}

const STAGES = { pending: "Waiting for its turn.", processing: "Being worked on." };
