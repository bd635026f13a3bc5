import { Button, TextInput, Title } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { elsewhere, errorAt } from "@/components/fieldErrors";
import { ErrorNote } from "@/components/ErrorNote";
import { useTitle } from "@/components/useTitle";
import { Advice } from "./Advice";
import { draftErrors, emptyDraft, pairCount, type TestDraft } from "./draft";
import { JudgingFields } from "./JudgingFields";
import { PromptFields } from "./PromptFields";
import { SideFields } from "./SideFields";
import { useMakeTest } from "./useMakeTest";
import classes from "./wizard.module.css";

const FIELDS = ["name", "adapter_a", "adapter_b", "version_a", "version_b", "prompt_ids"];
const NUMBERS = ["pairs_per_prompt", "duration", "seed", "min_listen_ms", "criterion"];

/** Two sides, some music, a question: then the pairs can be made. */
export function NewAbTestPage() {
  useTitle("New A/B test");
  const [search] = useSearchParams();
  const [draft, setDraft] = useState(() => emptyDraft(search.get("a"), search.get("b")));
  const [tried, setTried] = useState(false);
  const navigate = useNavigate();
  const making = useMakeTest();
  const own = tried ? draftErrors(draft) : {};
  const change = (part: Partial<TestDraft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (making.isPending || Object.keys(draftErrors(draft)).length) return;
    making.mutate(draft, { onSuccess: ({ id }) => void navigate(`/songs/ab-tests/${id}`) });
  };
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [making.error, tried]);
  const rest = elsewhere(making.error, ...FIELDS, ...NUMBERS);
  return (
    <>
      <Title order={1} mb={16}>
        New A/B test
      </Title>
      <form ref={form} className={classes.form} onSubmit={submit} noValidate data-testid="ab-test-form">
        <div className={classes.fields}>
          <TextInput
            label="Name"
            description="What you want to know. People who vote do not see it."
            placeholder="Is the warm adapter better than none?"
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={own.name ?? errorAt(making.error, "name")}
            maxLength={200}
            autoFocus
            data-testid="ab-name"
          />
          <SideFields draft={draft} change={change} wrong={own.sides} error={making.error} />
          <PromptFields
            prompts={draft.prompts}
            change={(prompts) => change({ prompts })}
            error={own.prompts ?? errorAt(making.error, "prompt_ids")}
          />
          <JudgingFields draft={draft} change={change} error={making.error} />
        </div>
        <Advice pairs={draft.prompts.length ? pairCount(draft) : null} />
        <div className={classes.submit}>
          {rest && <ErrorNote error={rest} />}
          <Button type="submit" loading={making.isPending} data-testid="ab-create">
            Create the test
          </Button>
        </div>
      </form>
    </>
  );
}
