import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type Adapter, useChangeAdapter } from "@/api/adapters";
import { ApiError } from "@/api/client";
import { ErrorNote } from "@/components/ErrorNote";
import classes from "./adapters.module.css";

/** Its name and description. */
export function AdapterForm({ adapter, close }: { adapter: Adapter; close: () => void }) {
  const [name, setName] = useState(adapter.name);
  const [description, setDescription] = useState(adapter.description ?? "");
  const saving = useChangeAdapter(adapter.id);
  const blame = saving.error instanceof ApiError ? saving.error.detail.field : undefined;
  const ready = name.trim() !== "" && !saving.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) saving.mutate({ name, description: description.trim() || null }, { onSuccess: close });
  };
  return (
    <Modal opened onClose={close} title="Edit adapter" closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes.form} onSubmit={submit} data-testid="adapter-form">
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={blame === "name" ? saving.error?.message : undefined}
          maxLength={200}
          data-autofocus
          data-testid="adapter-name"
        />
        <Textarea
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          error={blame === "description" ? saving.error?.message : undefined}
          maxLength={5_000}
          autosize
          minRows={3}
          maxRows={12}
          data-testid="adapter-description"
        />
        {saving.error && !["name", "description"].includes(blame ?? "") && <ErrorNote error={saving.error} />}
        <Button type="submit" loading={saving.isPending} disabled={!ready} data-testid="adapter-save">
          Save
        </Button>
      </form>
    </Modal>
  );
}
