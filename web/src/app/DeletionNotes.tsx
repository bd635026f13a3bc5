import { ActionIcon, Button } from "@mantine/core";
import { useStore } from "@/api/store";
import { type Deletion, deletions, undoDeletion } from "@/components/deletions";
import { CloseIcon } from "@/components/icons";
import classes from "./Shell.module.css";

/** Deleted jobs that can still be had back. */
export function DeletionNotes() {
  const all = useStore(deletions);
  return (
    <div className={classes.notes} role="status">
      {all.map((deletion) => (
        <Note key={deletion.jobId} deletion={deletion} />
      ))}
    </div>
  );
}

function Note({ deletion: { jobId, title, error } }: { deletion: Deletion }) {
  return (
    <div className={classes.toast}>
      <span className={error ? undefined : classes.toastText}>{error ?? `Deleted “${title}”`}</span>
      {error ? (
        <ActionIcon variant="subtle" color="gray" aria-label="Dismiss" onClick={() => undoDeletion(jobId)}>
          <CloseIcon />
        </ActionIcon>
      ) : (
        <Button size="compact-sm" variant="subtle" flex="none" onClick={() => undoDeletion(jobId)} data-testid="undo">
          Undo
        </Button>
      )}
    </div>
  );
}
