import { Autocomplete, NumberInput, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { PromptFilter } from "@/api/prompts";
import { useVocabulary } from "@/api/queries";
import { Section } from "@/components/Section";
import { attributeFilters } from "./filter";
import classes from "./PromptsPage.module.css";

const SETTLE_MS = 300;

interface Props {
  filter: PromptFilter;
  set: (name: keyof PromptFilter, value: string) => void;
}

/** What is typed goes into the address as soon as the fingers rest. */
export function Filters({ filter, set }: Props) {
  return (
    <search className={classes.filters}>
      <Settling value={filter.q ?? ""} settle={(value) => set("q", value)}>
        {(value, change) => (
          <TextInput
            aria-label="Words of the prompt"
            placeholder="Words of the prompt: any of them is looked for"
            value={value}
            onChange={(event) => change(event.currentTarget.value)}
            maxLength={200}
            data-testid="prompt-search"
          />
        )}
      </Settling>
      <Section title="Filters" count={attributeFilters(filter)} wrong={false} data-testid="filters-toggle">
        <Attributes filter={filter} set={set} />
      </Section>
    </search>
  );
}

function Attributes({ filter, set }: Props) {
  const { data } = useVocabulary();
  return (
    <div className={classes.filterFields}>
      {(["style", "mood"] as const).map((name) => (
        <Settling key={name} value={filter[name] ?? ""} settle={(value) => set(name, value)}>
          {(value, change) => (
            <Autocomplete
              label={name === "style" ? "Style" : "Mood"}
              data={(name === "style" ? data?.styles : data?.moods) ?? []}
              value={value}
              onChange={change}
              maxLength={64}
            />
          )}
        </Settling>
      ))}
      {(["tempo_min", "tempo_max"] as const).map((name) => (
        <Settling key={name} value={filter[name]?.toString() ?? ""} settle={(value) => set(name, value)}>
          {(value, change) => (
            <NumberInput
              label={name === "tempo_min" ? "Tempo from, bpm" : "Tempo to, bpm"}
              value={value}
              onChange={(next) => change(String(next))}
              min={1}
              max={400}
              hideControls
            />
          )}
        </Settling>
      ))}
      {(["date_from", "date_to"] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          label={name === "date_from" ? "Asked from" : "Asked until"}
          value={filter[name] ?? ""}
          onChange={(event) => set(name, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}

interface SettlingProps {
  value: string;
  settle: (value: string) => void;
  children: (value: string, change: (value: string) => void) => React.ReactNode;
}

function Settling({ value, settle, children }: SettlingProps) {
  const [typed, setTyped] = useState(value);
  const latest = useRef(settle);
  latest.current = settle;
  // Also when the address changes by itself: by the back button, or a cleared filter.
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = window.setTimeout(() => latest.current(typed.trim()), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [typed, value]);
  return children(typed, setTyped);
}
