import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { FileDrop } from "./FileDrop";
import type { Words } from "./postingWords";
import classes from "../interviews.module.css";

const MOST = 10_000;
const FIELDS = ["title", "description", "company", "experience_level", "tech_stack"];

interface Props {
  initial: Words;
  save: (words: Words) => void;
  label: string;
  pending: boolean;
  error: Error | null;
}

export function PostingForm({ initial, save, label, pending, error }: Props) {
  const [words, setWords] = useState(initial);
  const change = (next: Partial<Words>) => setWords((before) => ({ ...before, ...next }));
  const ready = words.title.trim() && words.description.trim() && !pending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) save(words);
  };
  const rest = elsewhere(error, ...FIELDS);
  return (
    <form className={classes.form} onSubmit={submit} data-testid="posting-form">
      <TextInput
        label="Title"
        placeholder="Backend engineer"
        value={words.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
        error={errorAt(error, "title")}
        maxLength={200}
        autoFocus={!initial.title}
        data-testid="posting-title"
      />
      <Description words={words} change={change} error={errorAt(error, "description")} />
      <div className={classes.fields}>
        <TextInput
          label="Company"
          placeholder="optional"
          value={words.company}
          onChange={(event) => change({ company: event.currentTarget.value })}
          error={errorAt(error, "company")}
          maxLength={200}
          data-testid="posting-company"
        />
        <TextInput
          label="Level"
          placeholder="optional: junior, senior, lead"
          value={words.level}
          onChange={(event) => change({ level: event.currentTarget.value })}
          error={errorAt(error, "experience_level")}
          maxLength={100}
        />
        <TextInput
          label="Skills and tools"
          placeholder="optional: Python, PostgreSQL"
          value={words.stack}
          onChange={(event) => change({ stack: event.currentTarget.value })}
          error={errorAt(error, "tech_stack")}
        />
      </div>
      {rest && <ErrorNote error={rest} />}
      <Button type="submit" loading={pending} disabled={!ready} style={{ alignSelf: "start" }} data-testid="posting-save">
        {label}
      </Button>
    </form>
  );
}

interface DescriptionProps {
  words: Words;
  change: (next: Partial<Words>) => void;
  error: string | undefined;
}

function Description({ words: { description }, change, error }: DescriptionProps) {
  const over = description.length > MOST;
  return (
    <div>
      <Textarea
        label="Text of the posting"
        value={description}
        onChange={(event) => change({ description: event.currentTarget.value })}
        error={error ?? (over && `At most ${MOST.toLocaleString("en")} characters: this has ${description.length}.`)}
        autosize
        minRows={8}
        maxRows={24}
        mb={8}
        data-testid="posting-description"
      />
      <FileDrop
        label="Take it from a text file"
        accept=".txt,.md,text/plain"
        take={(file) => void file.text().then((text) => change({ description: text.trim() }))}
        data-testid="posting-drop"
      >
        or drop one here
      </FileDrop>
    </div>
  );
}
