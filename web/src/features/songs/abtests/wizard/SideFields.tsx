import { Select } from "@mantine/core";
import { useAdaptersToCompare } from "@/api/abtests";
import { errorAt } from "@/components/fieldErrors";
import type { ChosenSide, TestDraft } from "./draft";
import classes from "./wizard.module.css";

// No id is like it.
const ALONE = "base";
const ACTIVE = "active";

interface Props {
  draft: TestDraft;
  change: (part: Partial<TestDraft>) => void;
  wrong: string | undefined;
  error: Error | null;
}

/** What is compared with what; voters never learn the letters. */
export function SideFields({ draft, change, wrong, error }: Props) {
  return (
    <fieldset className={classes.group}>
      <legend>What is compared</legend>
      <div className={classes.pair}>
        <SideField
          letter="A"
          side={draft.a}
          change={(a) => change({ a })}
          error={wrong ?? errorAt(error, "adapter_a")}
          versionError={errorAt(error, "version_a")}
        />
        <SideField
          letter="B"
          side={draft.b}
          change={(b) => change({ b })}
          error={wrong ?? errorAt(error, "adapter_b")}
          versionError={errorAt(error, "version_b")}
        />
      </div>
    </fieldset>
  );
}

interface SideProps {
  letter: "A" | "B";
  side: ChosenSide;
  change: (side: ChosenSide) => void;
  error: string | undefined;
  versionError: string | undefined;
}

function SideField({ letter, side: { adapter, version }, change, error, versionError }: SideProps) {
  const { data: adapters = [] } = useAdaptersToCompare();
  const chosen = adapters.find(({ id }) => id === adapter);
  const known = [{ value: ALONE, label: "Base: the engine alone" }, ...adapters.map(({ id, name }) => ({ value: id, label: name }))];
  // One that was deleted meanwhile stays visible: the server says what is wrong with it.
  const options = adapter && !chosen ? [...known, { value: adapter, label: "an adapter that is not in the list" }] : known;
  const versions = Array.from({ length: chosen?.versions ?? 0 }, (_, place) => String(place + 1));
  return (
    <div className={classes.sideFields}>
      <Select
        label={`Side ${letter}`}
        data={options}
        value={adapter ?? ALONE}
        onChange={(value) => change({ adapter: value === ALONE ? null : value, version: null })}
        error={error}
        allowDeselect={false}
        searchable
        nothingFoundMessage="No adapter of this name"
        data-testid={`side-${letter}`}
      />
      <Select
        label={`Version of ${letter}`}
        data={[
          { value: ACTIVE, label: chosen?.active_version ? `v${chosen.active_version.number}, the active one` : "the active one" },
          ...versions.map((number) => ({ value: number, label: `v${number}` })),
        ]}
        value={version === null ? ACTIVE : String(version)}
        onChange={(value) => change({ adapter, version: value === ACTIVE ? null : Number(value) })}
        error={versionError}
        allowDeselect={false}
        disabled={!chosen}
        data-testid={`version-${letter}`}
      />
    </div>
  );
}
