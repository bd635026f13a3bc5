import { Button, Kbd, Textarea } from "@mantine/core";
import { useEffect, useRef, type FormEvent, type KeyboardEvent } from "react";
import type { Engine } from "@/api/client";
import { ErrorNote } from "@/components/ErrorNote";
import { AttributeFields } from "./AttributeFields";
import { Examples } from "./Examples";
import { JobFields } from "./JobFields";
import { EngineNotice } from "./EngineNotice";
import { ParameterFields } from "./ParameterFields";
import { PromptHint } from "./PromptHint";
import { type Draft, engineOf } from "./draft";
import { fieldErrors } from "./fieldErrors";
import classes from "./GeneratePage.module.css";

const MAX_TEXT = 2_000;

export interface FormProps {
  draft: Draft;
  engines: Engine[];
  change: (change: Partial<Draft>) => void;
  submit: () => void;
  pending: boolean;
  error: Error | null;
  /** The job of this tab that was asked for last. */
  latest: string | null;
}

export function GenerateForm({ draft, engines, change, submit, pending, error, latest }: FormProps) {
  const engine = engineOf(draft, engines);
  const errors = fieldErrors(error);
  const ready = draft.text.trim() !== "" && !pending;

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSubmit(event);
  };

  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [error]);

  return (
    <form ref={form} className={classes.form} onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate>
      <div>
        <Textarea
          label="What should it sound like?"
          description={<PromptHint latest={latest} text={draft.text} />}
          placeholder="slow sad piano in D minor, 60 bpm"
          value={draft.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
          error={errors.text}
          maxLength={MAX_TEXT}
          minRows={3}
          maxRows={12}
          autosize
          autoFocus
          size="md"
          data-testid="prompt"
        />
        <Examples choose={(text) => change({ text })} />
      </div>
      <AttributeFields draft={draft} change={change} errors={errors} />
      <JobFields draft={draft} change={change} errors={errors} engines={engines} engine={engine} />
      <ParameterFields draft={draft} change={change} errors={errors} engine={engine} />
      {error && Object.keys(errors).length === 0 && <ErrorNote error={error} />}
      <div className={classes.submit}>
        <Button type="submit" loading={pending} disabled={!ready} data-testid="submit">
          Generate
        </Button>
        <span className={classes.hint}>
          <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
        </span>
        <EngineNotice engine={engine} />
      </div>
    </form>
  );
}
