import { ActionIcon, Autocomplete, Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, useState } from "react";
import { usePromptSearch } from "@/api/prompts";
import { CloseIcon } from "@/components/icons";
import { plural } from "@/components/format";
import type { ChosenPrompt } from "./draft";
import classes from "./wizard.module.css";

const SETTLE_MS = 200;
const SHOWN = 12;
const MAX_TEXT = 2_000;

interface Props {
  prompts: readonly ChosenPrompt[];
  change: (prompts: ChosenPrompt[]) => void;
  error: string | undefined;
}

/** The music on which both sides are tried: of the list, or in new words. */
export function PromptFields({ prompts, change, error }: Props) {
  const [words, setWords] = useState("");
  const [sought] = useDebouncedValue(words.trim(), SETTLE_MS);
  const { data } = usePromptSearch({ q: sought || null }, 0, SHOWN);
  const known = data?.items ?? [];
  const add = (text: string) => {
    const asked = text.trim();
    setWords("");
    if (!asked || prompts.some((one) => one.text === asked)) return;
    change([...prompts, { id: known.find((one) => one.text === asked)?.id ?? null, text: asked }]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    // What the arrows have chosen is taken by the list itself; the form is not sent.
    event.preventDefault();
    if (!event.currentTarget.getAttribute("aria-activedescendant")) add(words);
  };
  const offered = [...new Set(known.map(({ text }) => text))].filter((text) => !prompts.some((one) => one.text === text));
  return (
    <fieldset className={classes.group}>
      <legend>On which music</legend>
      <div className={classes.adding}>
        <Autocomplete
          label="Prompt"
          description="Choose one that was used before, or type a new one; Enter adds it"
          placeholder="slow sad piano in D minor, 60 bpm"
          value={words}
          onChange={setWords}
          onOptionSubmit={(text) => {
            add(text);
            // The list puts the text into the field after this.
            window.setTimeout(() => setWords(""));
          }}
          onKeyDown={onKeyDown}
          data={offered}
          filter={({ options }) => options}
          error={error}
          maxLength={MAX_TEXT}
          data-testid="ab-prompt"
        />
        <Button variant="default" disabled={!words.trim()} onClick={() => add(words)} data-testid="ab-prompt-add">
          Add
        </Button>
      </div>
      <ol className={classes.prompts} aria-label="Chosen prompts" data-testid="ab-prompts">
        {prompts.map(({ id, text }) => (
          <li key={text}>
            <span className={classes.promptText}>{text}</span>
            {id === null && <span className={classes.isNew}>new</span>}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove “${text}”`}
              onClick={() => change(prompts.filter((one) => one.text !== text))}
            >
              <CloseIcon />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <p className={classes.quiet}>{prompts.length ? plural(prompts.length, "prompt") : "None yet: two to six different ones say more than one."}</p>
    </fieldset>
  );
}
