import { Button } from "@mantine/core";
import { ApiError } from "@/api/client";
import classes from "./notes.module.css";

/** A failure as a sentence, with the one button that helps. */
export function ErrorNote({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  return (
    <div className={classes.error} role="alert" data-testid="error">
      <span>{error.message}</span>
      {onRetry && canRetry(error) && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

const canRetry = (error: Error) => !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
