import { Select } from "@mantine/core";
import { useOpenExperiments } from "@/api/experiments";
import type { Draft } from "./draft";

interface Props {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  error: string | undefined;
}

/** Which question the job is to help answer, if any. */
export function ExperimentField({ draft: { experiment }, change, error }: Props) {
  const { data = [] } = useOpenExperiments();
  const known = data.map(({ id, name }) => ({ value: id, label: name }));
  // One that was archived or deleted meanwhile stays visible: the server says what is wrong with it.
  const missing = experiment !== null && !known.some(({ value }) => value === experiment);
  return (
    <Select
      label="Experiment"
      description="Keeps jobs together"
      placeholder="none"
      data={missing ? [...known, { value: experiment, label: "an earlier experiment" }] : known}
      value={experiment}
      onChange={(id) => change({ experiment: id })}
      error={error}
      nothingFoundMessage="No experiment of this name"
      searchable
      clearable
      clearButtonProps={{ "aria-label": "No experiment" }}
      data-testid="experiment-field"
    />
  );
}
