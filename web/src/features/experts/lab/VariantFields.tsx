import { ActionIcon, NativeSelect, NumberInput } from "@mantine/core";
import { CloseIcon } from "@/components/icons";
import type { VariantWords } from "./variants";
import classes from "./lab.module.css";

interface Props {
  name: string;
  words: VariantWords;
  change: (next: Partial<VariantWords>) => void;
  /** Null: it is the only one. */
  remove: (() => void) | null;
}

type NumberName = Exclude<keyof VariantWords, "learning">;
const LEARNING = [
  { value: "", label: "as it is" },
  { value: "on", label: "on" },
  { value: "off", label: "off" },
];

/** What one variant goes by; what is left empty is as it is now. */
export function VariantFields({ name, words, change, remove }: Props) {
  const number = (field: NumberName, label: string, max: number, step: number) => (
    <NumberInput
      size="xs"
      label={label}
      placeholder="as it is"
      value={words[field]}
      onChange={(value) => change({ [field]: value })}
      min={field === "experts_shown" ? 1 : 0}
      max={max}
      step={step}
      allowDecimal={step < 1}
      data-testid={`lab-${field}`}
    />
  );
  return (
    <fieldset className={classes.variant} data-testid="lab-variant">
      <legend>{name}</legend>
      {remove && (
        <ActionIcon className={classes.remove} variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={remove}>
          <CloseIcon />
        </ActionIcon>
      )}
      {number("match_threshold", "Match threshold", 1, 0.05)}
      {number("experts_shown", "Experts shown", 10, 1)}
      {number("lexical_weight", "Weight of words", 1, 0.1)}
      {number("dense_weight", "Weight of meaning", 1, 0.1)}
      <NativeSelect
        size="xs"
        label="Learning from thumbs"
        data={LEARNING}
        value={words.learning}
        onChange={({ currentTarget: { value } }) =>
          change({ learning: value === "on" || value === "off" ? value : "" })
        }
        data-testid="lab-learning"
      />
    </fieldset>
  );
}
