import type { Insights } from "@/api/insights";

export interface Point {
  /** The first day of the step, YYYY-MM-DD. */
  date: string;
  count: number;
  average: number | null;
}

const DAY_MS = 86_400_000;

// Fewer places would make a bar of one day as broad as the chart.
const FEWEST = 14;

/**
 * One point a step up to the last with ratings, the server leaves out those without any. Before the first there are
 * so many without that a chart has some breadth, but none before `from`.
 */
export function withGaps(found: Insights["over_time"], step: Insights["step"], from: string | null = null): Point[] {
  const known = new Map(found.map((point) => [point.date, point]));
  const [first, last] = [found[0]?.date, found.at(-1)?.date];
  const points: Point[] = [];
  const point = (date: string) => known.get(date) ?? { date, count: 0, average: null };
  for (let date = first; date !== undefined && date <= last!; date = moved(date, step, 1)) points.push(point(date));
  while (first && points.length < FEWEST) {
    const before = moved(points[0]!.date, step, -1);
    if (from && before < from) break;
    points.unshift(point(before));
  }
  return points;
}

function moved(date: string, step: Insights["step"], by: 1 | -1): string {
  const day = new Date(`${date}T00:00:00Z`);
  if (step === "month") day.setUTCMonth(day.getUTCMonth() + by);
  else day.setTime(day.getTime() + by * (step === "week" ? 7 : 1) * DAY_MS);
  return day.toISOString().slice(0, 10);
}
