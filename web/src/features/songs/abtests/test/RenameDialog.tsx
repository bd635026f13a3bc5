import { Button, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type AbTest, useRenameAbTest } from "@/api/abtests";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import classes from "../abtests.module.css";

export function RenameDialog({ test, close }: { test: AbTest; close: () => void }) {
  const [name, setName] = useState(test.name);
  const renaming = useRenameAbTest(test.id);
  const rest = elsewhere(renaming.error, "name");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) renaming.mutate(name.trim(), { onSuccess: close });
  };
  return (
    <Modal opened onClose={close} title="Rename the test" closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errorAt(renaming.error, "name")}
          maxLength={200}
          data-autofocus
          data-testid="ab-rename-name"
        />
        {rest && <ErrorNote error={rest} />}
        <Button type="submit" loading={renaming.isPending} disabled={!name.trim()} data-testid="ab-rename-save">
          Save
        </Button>
      </form>
    </Modal>
  );
}
