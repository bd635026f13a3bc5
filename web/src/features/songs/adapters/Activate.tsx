import { Button, Modal, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { activateVersion, type Adapter, type AdapterVersion, useAdapterChange } from "@/api/adapters";
import { ErrorNote } from "@/components/ErrorNote";
import { dismiss, notify } from "@/components/notices";
import { inWords } from "./deltas";
import classes from "./adapters.module.css";

interface Props {
  adapter: Adapter;
  version: AdapterVersion;
  close: () => void;
}

/** What it means, why it is done if one wants to say so; then it can be undone for eight seconds. */
export function Activate({ adapter: { id, name, active_version: before }, version, close }: Props) {
  const [reason, setReason] = useState("");
  const notice = `activate ${id}`;
  const activating = useAdapterChange((given: { number: number; reason: string | null }) =>
    activateVersion(id, given.number, given.reason),
  );
  const undo = () => {
    dismiss(notice);
    if (!before) return;
    activating.mutate(
      { number: before.number, reason: `Undid the activation of version ${version.number}` },
      { onError: (error) => notify({ id: notice, text: `“${name}” stays as it is: ${error.message}`, failed: true }) },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    activating.mutate(
      { number: version.number, reason: reason.trim() || null },
      {
        onSuccess: () => {
          const text = `New jobs use version ${version.number} of “${name}”`;
          notify({ id: notice, text, ...(before && { button: { label: "Undo", press: undo } }) });
          close();
        },
      },
    );
  };
  return (
    <Modal opened onClose={close} title={`Activate version ${version.number}?`} closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes.form} onSubmit={submit} data-testid="activate-form">
        <p className={classes.long}>
          New jobs with “{name}” will use version {version.number}
          {!version.weights && ` (${inWords(version.parameters)})`}
          {before && ` instead of version ${before.number}`}. Jobs that were submitted keep theirs.
        </p>
        <Textarea
          label="Reason"
          description="Goes into the timeline"
          placeholder="Preferred in 38 of 50 blind votes."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={1_000}
          autosize
          maxRows={6}
          data-autofocus
          data-testid="activate-reason"
        />
        {activating.error && <ErrorNote error={activating.error} />}
        <Button type="submit" loading={activating.isPending} data-testid="activate-confirm">
          Activate
        </Button>
      </form>
    </Modal>
  );
}
