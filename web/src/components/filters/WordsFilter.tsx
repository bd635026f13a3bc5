import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import classes from "./filters.module.css";

const PAUSE_MS = 300;

interface Props {
  label: string;
  words: string | null;
  /** Called once nothing was typed for a moment; null when nothing is left. */
  change: (words: string | null) => void;
  "data-testid": string;
}

export function WordsFilter({ label, words, change, "data-testid": testId }: Props) {
  const [typed, setTyped] = useState(words ?? "");
  const send = useDebouncedCallback((text: string) => change(text.trim() || null), PAUSE_MS);
  // The address may change by other ways: back, a link, “Show all”.
  useEffect(() => setTyped((now) => (now.trim() === (words ?? "") ? now : (words ?? ""))), [words]);
  return (
    <TextInput
      className={classes.words}
      size="xs"
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={200}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        send(value);
      }}
      data-testid={testId}
    />
  );
}
