import { NativeSelect, NumberInput } from "@mantine/core";
import { CRITERIA } from "@/api/feedback";
import { CRITERION_WORDS } from "@/components/feedback/criteria";
import { errorAt } from "@/components/fieldErrors";
import { question } from "../words";
import type { TestDraft } from "./draft";
import classes from "./wizard.module.css";

const BY = CRITERIA.map((value) => ({ value, label: CRITERION_WORDS[value] }));

interface Props {
  draft: TestDraft;
  change: (part: Partial<TestDraft>) => void;
  error: Error | null;
}

/** How many pairs, how long, and what people are asked. */
export function JudgingFields({ draft, change, error }: Props) {
  return (
    <fieldset className={classes.group}>
      <legend>How it is judged</legend>
      <div className={classes.numbers}>
        <NativeSelect
          label="Criterion"
          description={question(draft.criterion)}
          data={BY}
          value={draft.criterion}
          onChange={({ currentTarget: { value } }) => change({ criterion: CRITERIA.find((one) => one === value) ?? "overall" })}
          error={errorAt(error, "criterion")}
          data-testid="ab-criterion"
        />
        <NumberInput
          label="Pairs a prompt"
          description="Each with a seed of its own"
          value={draft.pairsPerPrompt}
          onChange={(pairsPerPrompt) => change({ pairsPerPrompt })}
          error={errorAt(error, "pairs_per_prompt")}
          min={1}
          max={50}
          clampBehavior="none"
          allowDecimal={false}
          data-testid="ab-pairs"
        />
        <NumberInput
          label="Duration, seconds"
          description="Of each piece"
          placeholder="as the engine likes"
          value={draft.duration}
          onChange={(duration) => change({ duration })}
          error={errorAt(error, "duration")}
          min={1}
          clampBehavior="none"
          data-testid="ab-duration"
        />
        <NumberInput
          label="Listen at least, seconds"
          description="To each side before a vote"
          value={draft.listenSeconds}
          onChange={(listenSeconds) => change({ listenSeconds })}
          error={errorAt(error, "min_listen_ms")}
          min={0}
          clampBehavior="none"
          data-testid="ab-listen"
        />
        <NumberInput
          label="Seed"
          description="Same seed, same pairs"
          placeholder="drawn"
          value={draft.seed}
          onChange={(seed) => change({ seed })}
          error={errorAt(error, "seed")}
          min={0}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          hideControls
          data-testid="ab-seed"
        />
      </div>
    </fieldset>
  );
}
