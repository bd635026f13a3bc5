import classes from "./Estimate.module.css";
import { type Estimated, rounded } from "./estimate";

interface Props {
  /** Null: there is nothing to estimate from yet. */
  of: Estimated | null;
  unit?: string;
  /** What it rests on: “38 votes”. */
  basis: string;
  /** The ends of the scale; with them the interval is drawn too. */
  scale?: [number, number];
}

/** A number with its uncertainty and what it rests on: 62 % ± 9, 38 votes. */
export function Estimate({ of, unit = "", basis, scale }: Props) {
  if (!of) return <span className={classes.none}>no estimate yet, {basis}</span>;
  const { value, margin } = rounded(of);
  return (
    <span className={classes.estimate} data-testid="estimate">
      <span className={classes.value}>
        {value}
        {unit && ` ${unit}`}
      </span>
      {margin !== null && <span className={classes.margin}> ± {margin}</span>}
      <span className={classes.basis}>, {basis}</span>
      {scale && <Interval of={of} scale={scale} />}
    </span>
  );
}

function Interval({ of: { value, margin }, scale: [low, high] }: { of: Estimated; scale: [number, number] }) {
  const place = (at: number) => 100 * Math.min(1, Math.max(0, (at - low) / (high - low)));
  const [from, to] = [place(value - (margin ?? 0)), place(value + (margin ?? 0))];
  return (
    <span className={classes.scale} aria-hidden="true">
      <span className={classes.interval} style={{ left: `${from}%`, width: `${to - from}%` }} />
      <span className={classes.point} style={{ left: `${place(value)}%` }} />
    </span>
  );
}
