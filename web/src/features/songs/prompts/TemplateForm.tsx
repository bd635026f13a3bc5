import { Autocomplete, Button, Modal, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ApiError, type Schemas } from "@/api/client";
import { useTemplates } from "@/api/templates";
import { ErrorNote } from "@/components/ErrorNote";
import { attributeLine } from "./describe";
import classes from "./Templates.module.css";

export type TemplateWords = Pick<Schemas["TemplateCreate"], "name" | "category" | "text">;

interface Props {
  title: string;
  initial: TemplateWords;
  attributes: Schemas["AttributesOut"];
  save: (words: TemplateWords) => void;
  pending: boolean;
  error: Error | null;
  close: () => void;
}

/** Name, category and words of a template; its attributes stay as they are. */
export function TemplateForm({ title, initial, attributes, save, pending, error, close }: Props) {
  const [words, setWords] = useState(initial);
  const { data: templates = [] } = useTemplates();
  const change = (next: Partial<TemplateWords>) => setWords({ ...words, ...next });
  const blame = error instanceof ApiError ? error.detail.field : undefined;
  const errorOf = (field: keyof TemplateWords) => (blame === field ? error?.message : undefined);
  const ready = Object.values(words).every((value) => value.trim()) && !pending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) save(words);
  };
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes.form} onSubmit={submit} data-testid="template-form">
        <TextInput
          label="Name"
          value={words.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={errorOf("name")}
          maxLength={120}
          data-autofocus
          data-testid="template-name"
        />
        <Autocomplete
          label="Category"
          data={[...new Set(templates.map(({ category }) => category))]}
          value={words.category}
          onChange={(category) => change({ category })}
          error={errorOf("category")}
          maxLength={64}
          data-testid="template-category"
        />
        <Textarea
          label="Prompt"
          description={attributeLine(attributes) || undefined}
          value={words.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
          error={errorOf("text")}
          maxLength={2_000}
          autosize
          minRows={2}
          maxRows={8}
        />
        {error && !(blame && blame in words) && <ErrorNote error={error} />}
        <Button type="submit" loading={pending} disabled={!ready} data-testid="template-submit">
          Save
        </Button>
      </form>
    </Modal>
  );
}
