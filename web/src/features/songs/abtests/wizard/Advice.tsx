import { SegmentedControl, Title } from "@mantine/core";
import { useState } from "react";
import { usePlan } from "@/api/abtests";
import { adviceWords, clearly, CLEARNESS, votersWords } from "./adviceWords";
import classes from "./wizard.module.css";

// Beyond that a rater's further votes count for the voters alone.
const MOST_VOTES = 12;
const USUAL_PAIRS = 8;

/** How many people it takes, while one is still choosing how much they hear. */
export function Advice({ pairs }: { pairs: number | null }) {
  const [rate, setRate] = useState<string>("0.7");
  const votes = Math.min(MOST_VOTES, pairs ?? USUAL_PAIRS);
  const { data } = usePlan(Number(rate), votes);
  return (
    <aside className={classes.advice} aria-label="How many people it takes" data-testid="advice">
      <Title order={2}>How many people?</Title>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="How clear a preference is to be found"
        data={CLEARNESS.map(({ rate: value, label }) => ({ value, label }))}
        value={rate}
        onChange={setRate}
      />
      <p className={classes.quiet}>{clearly(Number(rate))}</p>
      {data && (
        <>
          <p className={classes.sentence} data-testid="advice-sentence">
            {data.advice.sentence}
          </p>
          <p>{adviceWords(data.advice, pairs)}</p>
          <p>{votersWords(data.votes_needed)}</p>
        </>
      )}
      {!data && <div className={classes.adviceRoom} />}
    </aside>
  );
}
