import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./BarTable.module.css";

export interface BarRow {
  key: string;
  name: ReactNode;
  /** Null where there is nothing to average. */
  value: number | null;
  /** What the value rests on. */
  count: number;
}

interface Props {
  /** What the rows are: “Tag”. */
  of: string;
  rows: BarRow[];
  /** The value at the right edge. */
  max: number;
  "data-testid": string;
}

/** Averages as bars that are a table: every number with what it rests on. */
export function BarTable({ of, rows, max, "data-testid": testId }: Props) {
  return (
    <Table className={classes.table} verticalSpacing={4} horizontalSpacing={8} data-testid={testId}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{of}</Table.Th>
          <Table.Th className={classes.barColumn}>Average</Table.Th>
          <Table.Th className={classes.number} title="How many ratings the average rests on">
            n
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, name, value, count }) => (
          <Table.Tr key={key} data-key={key}>
            <Table.Th scope="row" className={classes.name}>
              {name}
            </Table.Th>
            <Table.Td>
              <div className={classes.value}>
                <span className={classes.track} aria-hidden="true">
                  <span className={classes.bar} style={{ width: `${(100 * (value ?? 0)) / max}%` }} />
                </span>
                <span className={classes.figure}>{value === null ? "–" : value.toFixed(1)}</span>
              </div>
            </Table.Td>
            <Table.Td className={classes.number}>{count}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
