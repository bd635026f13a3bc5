import { Select } from "@mantine/core";
import { useAdapterChoice } from "@/api/adapters";
import type { Engine } from "@/api/client";
import type { Draft } from "./draft";

interface Props {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  error: string | undefined;
  engine: Engine | undefined;
}

/** What the engine is modified by, if anything; those that have no active version cannot be used. */
export function AdapterField({ draft: { adapter }, change, error, engine }: Props) {
  const { data = [] } = useAdapterChoice();
  const usable = data.filter((known) => known.engine === engine?.name && known.active_version !== null);
  const known = usable.map(({ id, name }) => ({ value: id, label: name }));
  // One that was deleted meanwhile, or is another engine's, stays visible: the server says what is wrong with it.
  const missing = adapter !== null && !known.some(({ value }) => value === adapter);
  const label = data.find(({ id }) => id === adapter)?.name ?? "an earlier adapter";
  return (
    <Select
      label="Adapter"
      description="Modifies the engine"
      placeholder="none"
      data={missing ? [...known, { value: adapter, label }] : known}
      value={adapter}
      onChange={(id) => change({ adapter: id })}
      error={error}
      nothingFoundMessage="No adapter of this name"
      searchable
      clearable
      clearButtonProps={{ "aria-label": "No adapter" }}
      data-testid="adapter-field"
    />
  );
}
