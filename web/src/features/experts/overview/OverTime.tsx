import { Table } from "@mantine/core";
import type { SeriesPoint } from "@/api/expertsAnalytics";
import { ChartFrame } from "@/components/charts/ChartFrame";
import { Lines } from "@/components/charts/Lines";
import { roundUp } from "@/components/charts/scale";
import { StackedBars } from "@/components/charts/StackedBars";
import { plural } from "@/components/format";
import { percent } from "../share";
import classes from "./overview.module.css";

const PLAYED = "var(--wave-played)";
const IDLE = "var(--wave)";
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const when = ({ date }: SeriesPoint) => day.format(new Date(`${date}T00:00:00Z`));

const ratio = (part: number, whole: number) => (whole ? part / whole : null);
const matchRate = ({ searches, matches }: SeriesPoint) => ratio(matches, searches);
const voteRate = ({ matches, up, down }: SeriesPoint) => ratio(up + down, matches);
const shareUp = ({ up, down }: SeriesPoint) => ratio(up, up + down);

/** How searches and thumbs went, day by day. */
export function OverTime({ points }: { points: SeriesPoint[] }) {
  const shared = { ends: [when(points[0]!), when(points.at(-1)!)] as [string, string], count: points.length };
  const most = roundUp(Math.max(...points.map(({ searches }) => searches)));
  const sum = (of: (point: SeriesPoint) => number) => points.reduce((total, point) => total + of(point), 0);
  const [searches, matches] = [sum((point) => point.searches), sum((point) => point.matches)];
  const [up, down] = [sum((point) => point.up), sum((point) => point.down)];
  const told = (point: SeriesPoint, words: string) => `${when(point)}: ${words}`;
  return (
    <>
      <div className={classes.charts}>
        <ChartFrame
          {...shared}
          title="Searches"
          legend={[
            { name: "answered", color: PLAYED },
            { name: "asked back", color: IDLE },
          ]}
          top={plural(most, "search", "searches")}
          summary={`${plural(searches, "search", "searches")}, ${matches} answered`}
          describe={(index) => told(points[index]!, `${plural(points[index]!.searches, "search", "searches")}, ${points[index]!.matches} answered`)}
        >
          {(chosen) => (
            <StackedBars
              values={points.map((point) => [point.matches, point.searches - point.matches])}
              colors={[PLAYED, IDLE]}
              max={most}
              chosen={chosen}
            />
          )}
        </ChartFrame>
        <Rate {...shared} points={points} title="Match rate" of={matchRate} basis={(point) => plural(point.searches, "search", "searches")} summary={`${percent(ratio(matches, searches))} of ${plural(searches, "search", "searches")}`} />
        <Rate {...shared} points={points} title="Vote rate" of={voteRate} basis={(point) => plural(point.matches, "answer")} summary={`${percent(ratio(up + down, matches))} of ${plural(matches, "answer")}`} />
        <Rate {...shared} points={points} title="Share of thumbs up" of={shareUp} basis={(point) => plural(point.up + point.down, "vote")} summary={`${percent(ratio(up, up + down))} of ${plural(up + down, "vote")}`} />
      </div>
      <AsTable points={points} />
    </>
  );
}

interface RateProps {
  points: SeriesPoint[];
  ends: [string, string];
  count: number;
  title: string;
  of: (point: SeriesPoint) => number | null;
  basis: (point: SeriesPoint) => string;
  summary: string;
}

function Rate({ points, of, basis, ...frame }: RateProps) {
  const describe = (index: number) => {
    const point = points[index]!;
    return `${when(point)}: ${percent(of(point))} of ${basis(point)}`;
  };
  return (
    <ChartFrame {...frame} top="100 %" describe={describe}>
      {(chosen) => <Lines values={[points.map(of)]} colors={[PLAYED]} max={1} chosen={chosen} />}
    </ChartFrame>
  );
}

function AsTable({ points }: { points: SeriesPoint[] }) {
  return (
    <details className={classes.asTable} data-testid="over-time-table">
      <summary>As a table</summary>
      <div className={classes.scroll} role="region" aria-label="Figures over time" tabIndex={0}>
        <Table className={classes.figures} verticalSpacing={4} horizontalSpacing={12}>
          <Table.Thead>
            <Table.Tr>
              {["When", "Searches", "Match rate", "Vote rate", "Up", "Down"].map((name) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {points.map((point) => (
              <Table.Tr key={point.date}>
                <Table.Th scope="row">{when(point)}</Table.Th>
                <Table.Td>{point.searches}</Table.Td>
                <Table.Td>{percent(matchRate(point))}</Table.Td>
                <Table.Td>{percent(voteRate(point))}</Table.Td>
                <Table.Td>{point.up}</Table.Td>
                <Table.Td>{point.down}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}
