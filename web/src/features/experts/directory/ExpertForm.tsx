import { Button, NumberInput, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type Expert, useSaveExpert } from "@/api/experts";
import { ErrorNote } from "@/components/ErrorNote";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { changedFields, FIELDS, toWords, type Words } from "./expertWords";
import classes from "../experts.module.css";

/** What the chat knows of somebody, and what stands on their card. */
export function ExpertForm({ expert }: { expert: Expert }) {
  const [words, setWords] = useState(() => toWords(expert));
  const save = useSaveExpert(expert.id);
  const changed = changedFields(expert, words);
  const dirty = Object.keys(changed).length > 0;
  const change = (next: Partial<Words>) => setWords((before) => ({ ...before, ...next }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (dirty && !save.isPending) save.mutate(changed, { onSuccess: (saved) => setWords(toWords(saved)) });
  };
  const rest = elsewhere(save.error, ...FIELDS);
  const text = (field: TextField, label: string, most: number) => (
    <TextInput
      label={label}
      value={words[field]}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
      error={errorAt(save.error, field)}
      maxLength={most}
      readOnly={!expert.can_edit}
      data-testid={`expert-${field}`}
    />
  );
  return (
    <form className={classes.form} onSubmit={submit} noValidate data-testid="expert-form">
      <div className={classes.fields}>
        {text("first_name", "First name", 100)}
        {text("last_name", "Last name", 100)}
        {text("job_title", "Job title", 200)}
        {text("company", "Company", 200)}
      </div>
      <Textarea
        label="Bio"
        description="What problems they solve, for whom, and with what: searches read this most."
        value={words.bio}
        onChange={(event) => change({ bio: event.currentTarget.value })}
        error={errorAt(save.error, "bio")}
        readOnly={!expert.can_edit}
        autosize
        minRows={5}
        maxRows={16}
        data-testid="expert-bio"
      />
      <TagsInput
        label="Tags"
        description="Words that people would search for. Enter or a comma ends one."
        value={words.tags}
        onChange={(tags) => change({ tags })}
        error={errorAt(save.error, "tags")}
        readOnly={!expert.can_edit}
        splitChars={[","]}
        acceptValueOnBlur
        data-testid="expert-tags"
      />
      <div className={classes.fields}>
        {text("category", "Category", 100)}
        <NumberInput
          label="Hourly rate"
          value={words.hourly_rate}
          onChange={(hourly_rate) => change({ hourly_rate })}
          error={errorAt(save.error, "hourly_rate")}
          min={0}
          readOnly={!expert.can_edit}
          hideControls
          data-testid="expert-hourly_rate"
        />
        {text("currency", "Currency", 3)}
      </div>
      {text("profile_url", "Address of the profile", 2_000)}
      <Switch
        label="The chat may recommend them"
        checked={words.is_active}
        onChange={(event) => change({ is_active: event.currentTarget.checked })}
        disabled={!expert.can_edit}
        data-testid="expert-active"
      />
      {rest && <ErrorNote error={rest} />}
      {expert.can_edit && (
        <Button type="submit" disabled={!dirty} loading={save.isPending} style={{ alignSelf: "start" }} data-testid="expert-save">
          {save.isSuccess && !dirty ? "Saved" : "Save"}
        </Button>
      )}
    </form>
  );
}

type TextField = "first_name" | "last_name" | "job_title" | "company" | "category" | "currency" | "profile_url";
