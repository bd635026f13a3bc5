import { Title } from "@mantine/core";
import type { AbClaim, AbSide } from "@/api/abtests";
import { evidenceWords } from "./figures";
import { IntervalChart } from "./IntervalChart";
import { RateBar } from "./RateBar";
import classes from "../abtests.module.css";

interface Props {
  title: string;
  /** What is counted: “vote”. */
  one: "vote" | "person";
  claim: AbClaim;
  a: AbSide;
  b: AbSide;
  id: string;
}

/** One claim: its sentence first, then the figures, then how they came about. */
export function Claim({ title, one, claim, a, b, id }: Props) {
  const { sentence, win_rate, interval, decided, looks } = claim;
  return (
    <article className={classes.claim} data-testid={`claim-${id}`} data-decided={decided} aria-label={title}>
      <Title order={3} className={classes.claimTitle}>
        {title}
      </Title>
      <p className={classes.verdict} data-testid="claim-sentence">
        {sentence}
      </p>
      {win_rate !== null && <RateBar rate={win_rate} interval={interval} a={a} b={b} decided={decided} />}
      {looks.length > 1 ? (
        <IntervalChart claim={claim} one={one} a={a} b={b} />
      ) : (
        <p className={classes.quiet}>{evidenceWords(claim, one)}</p>
      )}
    </article>
  );
}
