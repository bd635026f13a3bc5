import { Button, NativeSelect, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback, useMediaQuery } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { JobStatus } from "@/api/client";
import type { JobQuery } from "@/api/history";
import { useEngines } from "@/api/queries";
import { FEEDBACK, isNarrowed, STATUSES } from "./jobQuery";
import classes from "./JobsPage.module.css";

interface Props {
  query: JobQuery;
  change: (change: Partial<JobQuery>) => void;
}

const CHOICES = ["all", ...STATUSES].map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) }));
const NOTHING = { status: null, engine: null, from: null, to: null, words: null, feedback: null };
const BY_FEEDBACK = [
  { value: "", label: "Rated or not" },
  { value: "with", label: "With feedback" },
  { value: "without", label: "Without feedback" },
];

export function JobFilters({ query, change }: Props) {
  return (
    <div className={classes.filters} role="search" aria-label="Filter jobs">
      <Words words={query.words} change={change} />
      <StatusFilter status={query.status} change={change} />
      <EngineFilter engine={query.engine} change={change} />
      <NativeSelect
        size="xs"
        className={classes.rated}
        aria-label="Feedback"
        data={BY_FEEDBACK}
        value={query.feedback ?? ""}
        onChange={({ currentTarget: { value } }) => change({ feedback: FEEDBACK.find((known) => known === value) ?? null })}
        data-testid="feedback-filter"
      />
      <Days query={query} change={change} />
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        className={classes.showAll}
        data-off={!isNarrowed(query)}
        onClick={() => change(NOTHING)}
        data-testid="filters-clear"
      >
        Show all
      </Button>
    </div>
  );
}

function Words({ words, change }: { words: string | null; change: Props["change"] }) {
  const [typed, setTyped] = useState(words ?? "");
  const send = useDebouncedCallback((text: string) => change({ words: text.trim() || null }), 300);
  // The address may change by other ways: back, a link, “Show all”.
  useEffect(() => setTyped((now) => (now.trim() === (words ?? "") ? now : (words ?? ""))), [words]);
  return (
    <TextInput
      className={classes.words}
      size="xs"
      type="search"
      aria-label="Words in the prompt"
      placeholder="Words in the prompt"
      value={typed}
      maxLength={200}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        send(value);
      }}
      data-testid="words-filter"
    />
  );
}

function StatusFilter({ status, change }: { status: JobStatus | null; change: Props["change"] }) {
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const choose = (value: string | null) => change({ status: STATUSES.find((known) => known === value) ?? null });
  const shared = { "aria-label": "Status", data: CHOICES, value: status ?? "all", onChange: choose, size: "xs" };
  if (narrow) return <Select {...shared} allowDeselect={false} w={130} />;
  return <SegmentedControl {...shared} data-testid="status-filter" />;
}

function EngineFilter({ engine, change }: { engine: string | null; change: Props["change"] }) {
  const { data: engines = [] } = useEngines();
  const names = new Set([...engines.map(({ name }) => name), ...(engine ? [engine] : [])]);
  return (
    <Select
      size="xs"
      className={classes.engine}
      aria-label="Engine"
      placeholder="Any engine"
      data={[...names]}
      value={engine}
      onChange={(value) => change({ engine: value })}
      clearable
      clearButtonProps={{ "aria-label": "Any engine" }}
    />
  );
}

function Days({ query: { from, to }, change }: Props) {
  return (
    <span className={classes.days}>
      <TextInput
        size="xs"
        type="date"
        aria-label="Created from"
        value={from ?? ""}
        max={to ?? undefined}
        onChange={({ currentTarget: { value } }) => change({ from: value || null })}
        data-testid="from-filter"
      />
      to
      <TextInput
        size="xs"
        type="date"
        aria-label="Created until"
        value={to ?? ""}
        min={from ?? undefined}
        onChange={({ currentTarget: { value } }) => change({ to: value || null })}
        data-testid="to-filter"
      />
    </span>
  );
}
