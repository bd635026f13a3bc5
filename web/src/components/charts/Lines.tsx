import { runs } from "./scale";

interface Props {
  /** One list a line; null where there is nothing to say. */
  values: (number | null)[][];
  colors: string[];
  max: number;
  chosen: number | null;
}

/** Lines through the middle of places that are one unit wide; a gap in the data is a gap in the line. */
export function Lines({ values, colors, max, chosen }: Props) {
  const y = (value: number) => 100 - (max > 0 ? (100 * value) / max : 0);
  return (
    <>
      {chosen !== null && <rect x={chosen} y={0} width={1} height={100} fill="var(--hover)" />}
      {values.map((line, index) =>
        runs(line).map((run) => (
          <polyline
            key={`${index} ${run[0]?.[0]}`}
            points={points(run, y)}
            fill="none"
            stroke={colors[index]}
            strokeWidth={2}
            strokeLinecap="round"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        )),
      )}
    </>
  );
}

/** A single value is drawn as a short dash, since a line of one point has no length. */
function points(run: [number, number][], y: (value: number) => number): string {
  const [first] = run;
  if (run.length === 1 && first) return `${first[0] + 0.25},${y(first[1])} ${first[0] + 0.75},${y(first[1])}`;
  return run.map(([place, value]) => `${place + 0.5},${y(value)}`).join(" ");
}
