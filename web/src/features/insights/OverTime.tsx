import { Table } from "@mantine/core";
import type { Insights } from "@/api/insights";
import { ChartFrame } from "@/components/charts/ChartFrame";
import { Lines } from "@/components/charts/Lines";
import { roundUp } from "@/components/charts/scale";
import { StackedBars } from "@/components/charts/StackedBars";
import { shownAverage } from "@/components/feedback/criteria";
import { plural } from "@/components/format";
import { type Point, withGaps } from "./steps";
import classes from "./InsightsPage.module.css";

const MOST_STARS = 5;
const COLOR = "var(--wave-played)";
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const month = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" });

/** How ratings went: their averages, and how many there were. */
export function OverTime({ insights: { over_time, step, count, average }, from }: { insights: Insights; from: string | null }) {
  const points = withGaps(over_time, step, from);
  const first = points[0];
  if (!first) return <p className={classes.none}>No ratings in this time.</p>;
  const words = (point: Point) => `${when(point, step)}: ${said(point)}`;
  const most = roundUp(Math.max(...points.map((point) => point.count)));
  const shared = {
    ends: [when(first, step), when(points.at(-1)!, step)] as [string, string],
    count: points.length,
    describe: (index: number) => words(points[index]!),
  };
  return (
    <>
      <div className={classes.charts}>
        <ChartFrame {...shared} title="Average rating" top="5 stars" summary={said({ count, average })}>
          {(chosen) => (
            <Lines values={[points.map((point) => point.average)]} colors={[COLOR]} max={MOST_STARS} chosen={chosen} />
          )}
        </ChartFrame>
        <ChartFrame {...shared} title="Number of ratings" top={plural(most, "rating")} summary={plural(count, "rating")}>
          {(chosen) => (
            <StackedBars values={points.map((point) => [point.count])} colors={[COLOR]} max={most} chosen={chosen} />
          )}
        </ChartFrame>
      </div>
      <AsTable points={points} step={step} />
    </>
  );
}

const said = ({ count, average }: Pick<Point, "count" | "average">) =>
  average === null ? "no ratings" : `${shownAverage(average)} of 5, n = ${count}`;

function when({ date }: Point, step: Insights["step"]): string {
  const instant = new Date(`${date}T00:00:00Z`);
  if (step === "month") return month.format(instant);
  return step === "week" ? `week of ${day.format(instant)}` : day.format(instant);
}

function AsTable({ points, step }: { points: Point[]; step: Insights["step"] }) {
  return (
    <details className={classes.asTable} data-testid="over-time-table">
      <summary>As a table</summary>
      <div className={classes.scroll} role="region" aria-label="Figures over time" tabIndex={0}>
        <Table className={classes.figures} verticalSpacing={4} horizontalSpacing={12}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>When</Table.Th>
              <Table.Th>Average</Table.Th>
              <Table.Th>n</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {points.map((point) => (
              <Table.Tr key={point.date}>
                <Table.Th scope="row">{when(point, step)}</Table.Th>
                <Table.Td>{point.average === null ? "–" : shownAverage(point.average)}</Table.Td>
                <Table.Td>{point.count}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}
