import { Autocomplete } from "@mantine/core";
import { useDebouncedCallback, useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTags } from "@/api/feedback";
import type { Change } from "./FeedbackFilters";
import classes from "./FeedbackPage.module.css";

const SETTLE_MS = 300;

export function TagChoice({ tag, change }: { tag: string | null; change: Change }) {
  const [typed, setTyped] = useState(tag ?? "");
  const [words] = useDebouncedValue(typed.trim(), SETTLE_MS);
  const { data: tags = [] } = useTags(words);
  const send = useDebouncedCallback((text: string) => change({ tag: text.trim() || null }), SETTLE_MS);
  // The address may change by other ways: back, a link, “Show all”.
  useEffect(() => setTyped((now) => (now.trim() === (tag ?? "") ? now : (tag ?? ""))), [tag]);
  return (
    <Autocomplete
      size="xs"
      className={classes.tag}
      aria-label="Tag"
      placeholder="Any tag"
      data={tags.map((one) => one.tag)}
      value={typed}
      maxLength={64}
      onChange={(value) => {
        setTyped(value);
        send(value);
      }}
      data-testid="tag-filter"
    />
  );
}
