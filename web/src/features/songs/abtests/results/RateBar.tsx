import type { AbSide } from "@/api/abtests";
import { adapterWords } from "../words";
import { percent, range } from "./figures";
import classes from "./results.module.css";

interface Props {
  rate: number;
  interval: readonly number[];
  a: AbSide;
  b: AbSide;
  decided: boolean;
}

/** Where between the two the votes lie, and how well that is known; the middle is no difference. */
export function RateBar({ rate, interval: [lower = 0, upper = 1], a, b, decided }: Props) {
  const words = `${adapterWords(b)} preferred ${percent(rate)}, interval ${range([lower, upper])}`;
  return (
    <div className={classes.rate}>
      <div className={classes.bar} role="img" aria-label={words} data-decided={decided}>
        <span className={classes.middle} />
        <span className={classes.interval} style={{ left: percentOf(lower), width: percentOf(upper - lower) }} />
        <span className={classes.point} style={{ left: percentOf(rate) }} />
      </div>
      <div className={classes.ends} aria-hidden="true">
        <span>{adapterWords(a)}</span>
        <span>{adapterWords(b)}</span>
      </div>
    </div>
  );
}

const percentOf = (share: number) => `${100 * share}%`;
