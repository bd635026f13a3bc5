import classes from "./charts.module.css";

interface Props {
  /** One list a place, in the order of `colors`, from the bottom up. */
  values: number[][];
  colors: string[];
  max: number;
  chosen: number | null;
}

const GAP = 0.15;

/** Bars of a chart whose places are one unit wide and whose upper edge is `max`. */
export function StackedBars({ values, colors, max, chosen }: Props) {
  return values.map((stack, place) => (
    <g key={place} className={classes.bar} data-faint={chosen !== null && chosen !== place}>
      {parts(stack, max).map(({ y, height }, index) => (
        <rect key={index} x={place + GAP / 2} width={1 - GAP} y={y} height={height} fill={colors[index]} />
      ))}
    </g>
  ));
}

function parts(stack: number[], max: number) {
  let below = 0;
  return stack.map((value) => {
    const height = max > 0 ? (100 * value) / max : 0;
    below += height;
    return { y: 100 - below, height };
  });
}
