import { Autocomplete, Button, Collapse, MultiSelect, NumberInput } from "@mantine/core";
import { useId, useState } from "react";
import { useVocabulary } from "@/api/queries";
import { attributeCount, type Draft } from "./draft";
import type { FieldErrors } from "./fieldErrors";
import classes from "./GeneratePage.module.css";

interface Props {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  errors: FieldErrors;
}

const NAMES = ["style", "mood", "tempo", "key", "primary", "secondary"] as const;

/** Attributes win over the words of the prompt; they are closed until somebody wants them. */
export function AttributeFields(props: Props) {
  const count = attributeCount(props.draft);
  const [open, setOpen] = useState(count > 0);
  const wrong = NAMES.some((name) => props.errors[name]);
  const shown = open || wrong;
  const id = useId();
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<span aria-hidden="true">{shown ? "▾" : "▸"}</span>}
        size="compact-sm"
        ml={-8}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setOpen(!shown)}
        data-testid="attributes-toggle"
      >
        Attributes{count > 0 && ` (${count} set)`}
      </Button>
      <Collapse expanded={shown} id={id}>
        <Fields {...props} />
      </Collapse>
    </div>
  );
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
        hidePickedOptions
      />
    </div>
  );
}
