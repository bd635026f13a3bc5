import { Table, Title, VisuallyHidden } from "@mantine/core";
import type { Standing } from "@/api/abtests";
import cards from "@/components/RowCards.module.css";
import { percent, range } from "../results/figures";
import { adapterWords } from "../words";
import { chanceOf } from "./grouped";
import shared from "../abtests.module.css";
import classes from "./leaderboard.module.css";

/** A dot and a line for each, on one scale of chances; every figure stands beside it. */
export function StandingTable({ standings, title }: { standings: Standing[]; title: string | null }) {
  return (
    <section aria-label={title ?? "Standings"}>
      {title && <Title order={2}>{title}</Title>}
      <div className={shared.scroll} role="region" aria-label="Table of standings" tabIndex={0}>
        <Table className={cards.table} verticalSpacing={8} horizontalSpacing={12} data-testid="standings">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Adapter</Table.Th>
              <Table.Th className={classes.plotHead}>
                <VisuallyHidden>Drawn</VisuallyHidden>
                <Scale />
              </Table.Th>
              <Table.Th className={cards.number}>Preferred</Table.Th>
              <Table.Th className={cards.number}>Won, same, lost</Table.Th>
              <Table.Th className={cards.number}>Votes</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {standings.map((standing) => (
              <Row key={`${standing.engine} ${standing.version_id ?? standing.adapter_id}`} standing={standing} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}

const Scale = () => (
  <span className={classes.scale} aria-hidden="true">
    <span>0 %</span>
    <span>50 %</span>
    <span>100 %</span>
  </span>
);

function Row({ standing }: { standing: Standing }) {
  const { engine, deleted, chance, wins, ties, losses } = standing;
  const [lower, upper] = [chanceOf(standing.lower), chanceOf(standing.upper)];
  return (
    <Table.Tr data-testid="standing">
      <Table.Th scope="row" className={`${cards.wide} ${classes.name}`}>
        {adapterWords(standing)}
        <div className={shared.quiet}>
          {engine}
          {deleted && ", deleted"}
        </div>
      </Table.Th>
      <Table.Td className={`${cards.wide} ${classes.plotCell}`}>
        <Scale />
        <div className={classes.plot} aria-hidden="true">
          <span className={classes.middle} />
          <span className={classes.line} style={{ left: `${100 * lower}%`, width: `${100 * (upper - lower)}%` }} />
          <span className={classes.dot} style={{ left: `${100 * chance}%` }} />
        </div>
      </Table.Td>
      <Table.Td className={cards.number}>
        <strong>{percent(chance)}</strong> <span className={shared.quiet}>{range([lower, upper])}</span>
      </Table.Td>
      <Table.Td className={cards.number} data-name="won, same, lost">
        {wins}, {ties}, {losses}
      </Table.Td>
      <Table.Td className={cards.number} data-name="votes">{wins + ties + losses}</Table.Td>
    </Table.Tr>
  );
}
