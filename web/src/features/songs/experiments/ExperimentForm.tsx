import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ApiError } from "@/api/client";
import { type Experiment, useSaveExperiment } from "@/api/experiments";
import { ErrorNote } from "@/components/ErrorNote";
import classes from "./experiments.module.css";

interface Props {
  title: string;
  /** Null: a new one. */
  experiment: Experiment | null;
  saved: (experiment: Experiment) => void;
  close: () => void;
}

/** The question, and how it is to be answered. */
export function ExperimentForm({ title, experiment, saved, close }: Props) {
  const [name, setName] = useState(experiment?.name ?? "");
  const [description, setDescription] = useState(experiment?.description ?? "");
  const saving = useSaveExperiment(experiment?.id ?? null);
  const blame = saving.error instanceof ApiError ? saving.error.detail.field : undefined;
  const errorOf = (field: string) => (blame === field ? saving.error?.message : undefined);
  const ready = name.trim() !== "" && !saving.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) saving.mutate({ name, description: description.trim() || null }, { onSuccess: saved });
  };
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes.form} onSubmit={submit} data-testid="experiment-form">
        <TextInput
          label="Question"
          placeholder="Does a slower tempo sound sadder?"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errorOf("name")}
          maxLength={200}
          data-autofocus
          data-testid="experiment-name"
        />
        <Textarea
          label="Description"
          placeholder="Same prompt and seed, tempo from 60 to 120."
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          error={errorOf("description")}
          maxLength={5_000}
          autosize
          minRows={3}
          maxRows={12}
          data-testid="experiment-description"
        />
        {saving.error && !["name", "description"].includes(blame ?? "") && <ErrorNote error={saving.error} />}
        <Button type="submit" loading={saving.isPending} disabled={!ready} data-testid="experiment-save">
          Save
        </Button>
      </form>
    </Modal>
  );
}
