import { NativeSelect, SegmentedControl, Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useAdapterChoice } from "@/api/adapters";
import type { JobStatus } from "@/api/client";
import type { JobQuery } from "@/api/history";
import { useEngines } from "@/api/queries";
import { DaysFilter } from "@/components/filters/DaysFilter";
import { Filters } from "@/components/filters/Filters";
import { WordsFilter } from "@/components/filters/WordsFilter";
import { FEEDBACK, isNarrowed, STATUSES } from "./jobQuery";
import classes from "./JobsPage.module.css";

interface Props {
  query: JobQuery;
  change: (change: Partial<JobQuery>) => void;
}

const CHOICES = ["all", ...STATUSES].map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) }));
const NOTHING = { status: null, engine: null, adapter: null, from: null, to: null, words: null, feedback: null };
const BY_FEEDBACK = [
  { value: "", label: "Rated or not" },
  { value: "with", label: "With feedback" },
  { value: "without", label: "Without feedback" },
];

export function JobFilters({ query, change }: Props) {
  return (
    <Filters label="Filter jobs" narrowed={isNarrowed(query)} clear={() => change(NOTHING)}>
      <WordsFilter
        label="Words in the prompt"
        words={query.words}
        change={(words) => change({ words })}
        data-testid="words-filter"
      />
      <StatusFilter status={query.status} change={change} />
      <EngineFilter engine={query.engine} change={change} />
      <AdapterFilter adapter={query.adapter} change={change} />
      <NativeSelect
        size="xs"
        className={classes.rated}
        aria-label="Feedback"
        data={BY_FEEDBACK}
        value={query.feedback ?? ""}
        onChange={({ currentTarget: { value } }) => change({ feedback: FEEDBACK.find((known) => known === value) ?? null })}
        data-testid="feedback-filter"
      />
      <DaysFilter what="Created" from={query.from} to={query.to} change={change} />
    </Filters>
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

/** Deleted ones too: what was made with them is still there. */
function AdapterFilter({ adapter, change }: { adapter: string | null; change: Props["change"] }) {
  const { data = [] } = useAdapterChoice(true);
  const known = data.map(({ id, name, deleted_at }) => ({ value: id, label: deleted_at ? `${name} (deleted)` : name }));
  const missing = adapter !== null && !known.some(({ value }) => value === adapter);
  return (
    <Select
      size="xs"
      className={classes.engine}
      aria-label="Adapter"
      placeholder="Any adapter"
      data={missing ? [...known, { value: adapter, label: "an earlier adapter" }] : known}
      value={adapter}
      onChange={(value) => change({ adapter: value })}
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Any adapter" }}
      data-testid="adapter-filter"
    />
  );
}
