import { NumberInput, Select } from "@mantine/core";
import type { Engine } from "@/api/client";
import { AdapterField } from "./AdapterField";
import type { Draft } from "./draft";
import { ExperimentField } from "./ExperimentField";
import type { FieldErrors } from "./fieldErrors";
import classes from "./GeneratePage.module.css";

interface Props {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  errors: FieldErrors;
  engines: Engine[];
  engine: Engine | undefined;
}

/** How much music, and how: the server checks the limits, the fields only name them. */
export function JobFields({ draft, change, errors, engines, engine }: Props) {
  return (
    <div className={classes.job}>
      <NumberInput
        label="Samples"
        description="1 to 8"
        value={draft.samples}
        onChange={(samples) => change({ samples })}
        error={errors.samples}
        min={1}
        max={8}
        clampBehavior="none"
        allowDecimal={false}
        data-testid="samples-field"
      />
      <NumberInput
        label="Duration, seconds"
        description={engine ? `${engine.min_duration} to ${engine.max_duration}` : "\u00a0"}
        placeholder={engine ? String(engine.default_duration) : undefined}
        value={draft.duration}
        onChange={(duration) => change({ duration })}
        error={errors.duration}
        min={engine?.min_duration}
        max={engine?.max_duration}
        clampBehavior="none"
        data-testid="duration"
      />
      <NumberInput
        label="Seed"
        description="Same seed, same music"
        placeholder="drawn"
        value={draft.seed}
        onChange={(seed) => change({ seed })}
        error={errors.seed}
        min={0}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        hideControls
        data-testid="seed"
      />
      <NumberInput
        label="Priority"
        description="−10 to 10, higher first"
        value={draft.priority}
        onChange={(priority) => change({ priority })}
        error={errors.priority}
        min={-10}
        max={10}
        clampBehavior="none"
        allowDecimal={false}
      />
      <AdapterField draft={draft} change={change} error={errors.adapter} engine={engine} />
      <ExperimentField draft={draft} change={change} error={errors.experiment} />
      {engines.length > 1 && <EngineField change={change} engines={engines} engine={engine} />}
    </div>
  );
}

function EngineField({ change, engines, engine }: Pick<Props, "change" | "engines" | "engine">) {
  return (
    <Select
      label="Engine"
      description={engine?.available ? "\u00a0" : "not available here"}
      data={engines.map(({ name, available }) => ({ value: name, label: name, disabled: !available }))}
      value={engine?.name ?? null}
      onChange={(name) => change({ engine: name, adapter: null })}
      allowDeselect={false}
    />
  );
}
