import { Button } from "@mantine/core";
import { type Experiment, useArchiveExperiment } from "@/api/experiments";
import { dismiss, notify } from "@/components/notices";

/** Put away or brought back at once; for eight seconds it can be undone where one stands. */
export function ArchiveButton({ experiment: { id, name, archived_at } }: { experiment: Experiment }) {
  const archiving = useArchiveExperiment();
  const notice = `archive-${id}`;
  const set = (archived: boolean, undoable: boolean) => {
    dismiss(notice);
    archiving.mutate(
      { id, archived },
      {
        onSuccess: () => undoable && notify({ id: notice, text: told(name, archived), button: undo(archived) }),
        onError: (error) => notify({ id: notice, text: `“${name}” stays as it was: ${error.message}`, failed: true }),
      },
    );
  };
  const undo = (archived: boolean) => ({ label: "Undo", press: () => set(!archived, false) });
  const archived = archived_at !== null;
  const label = archived ? "Bring back" : "Archive";
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`${label} ${name}`}
      disabled={archiving.isPending}
      onClick={() => set(!archived, true)}
      data-testid="archive"
    >
      {label}
    </Button>
  );
}

const told = (name: string, archived: boolean) => (archived ? `Archived “${name}”` : `“${name}” is back`);
