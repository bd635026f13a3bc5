import { Autocomplete, MultiSelect, NumberInput } from "@mantine/core";
import { useVocabulary } from "@/api/queries";
import { attributesOf, type SetAttribute } from "./attributes";
import type { Draft } from "./draft";
import type { FieldErrors } from "./fieldErrors";
import { Section } from "@/components/Section";
import classes from "./GeneratePage.module.css";

interface Props {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  errors: FieldErrors;
}

const NAMES = ["style", "mood", "tempo", "key", "primary", "secondary"] as const;

/** Attributes win over the words of the prompt. */
export function AttributeFields(props: Props) {
  const set = attributesOf(props.draft);
  const wrong = NAMES.some((name) => props.errors[name]);
  const chips = <Chips set={set} remove={props.change} />;
  return (
    <Section title="Attributes" count={set.length} wrong={wrong} beside={chips} data-testid="attributes-toggle">
      <Fields {...props} />
    </Section>
  );
}

function Chips({ set, remove }: { set: SetAttribute[]; remove: (change: Partial<Draft>) => void }) {
  return set.map(({ name, text, without }) => (
    <button
      key={`${name} ${text}`}
      type="button"
      className={classes.chip}
      aria-label={`Remove ${name} ${text}`}
      onClick={() => remove(without)}
      data-testid="attribute-chip"
    >
      {text} <span aria-hidden="true">×</span>
    </button>
  ));
}

function Fields({ draft, change, errors }: Props) {
  const { data } = useVocabulary();
  const keys = data?.tonics.flatMap((tonic) => data.modes.map((mode) => `${tonic} ${mode}`)) ?? [];
  const instruments = data?.instruments ?? [];
  return (
    <div className={classes.attributes}>
      <Autocomplete
        label="Style"
        placeholder="ballad"
        data={data?.styles ?? []}
        value={draft.style}
        onChange={(style) => change({ style })}
        error={errors.style}
        maxLength={64}
      />
      <Autocomplete
        label="Mood"
        placeholder="sad"
        data={data?.moods ?? []}
        value={draft.mood}
        onChange={(mood) => change({ mood })}
        error={errors.mood}
        maxLength={64}
      />
      <NumberInput
        label="Tempo, bpm"
        placeholder="40 to 200"
        value={draft.tempo}
        onChange={(tempo) => change({ tempo })}
        error={errors.tempo}
        min={40}
        max={200}
        clampBehavior="none"
        data-testid="tempo"
      />
      <Autocomplete
        label="Key"
        placeholder="D minor"
        data={keys}
        limit={24}
        value={draft.key}
        onChange={(key) => change({ key })}
        error={errors.key}
        maxLength={64}
      />
      <MultiSelect
        label="Leading instruments"
        data={instruments.filter((name) => !draft.secondary.includes(name))}
        value={draft.primary}
        onChange={(primary) => change({ primary })}
        error={errors.primary}
        maxValues={12}
        searchable
        selectFirstOptionOnChange
        hidePickedOptions
      />
      <MultiSelect
        label="Accompanying instruments"
        data={instruments.filter((name) => !draft.primary.includes(name))}
        value={draft.secondary}
        onChange={(secondary) => change({ secondary })}
        error={errors.secondary}
        maxValues={12}
        searchable
        selectFirstOptionOnChange
        hidePickedOptions
      />
    </div>
  );
}
