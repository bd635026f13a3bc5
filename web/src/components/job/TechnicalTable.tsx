import { Table } from "@mantine/core";
import classes from "./technical.module.css";

interface Props {
  columns: { id: string; label: string }[];
  rows: [string, string[]][];
}

/** Facts side by side; a row whose values differ says so by its weight. */
export function TechnicalTable({ columns, rows }: Props) {
  return (
    <div className={classes.scroll} role="region" aria-label="Facts side by side" tabIndex={0}>
      <Table className={classes.table} verticalSpacing={4} horizontalSpacing={12} data-testid="technical-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Fact</Table.Th>
            {columns.map(({ id, label }) => (
              <Table.Th key={id}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, values]) => (
            <Table.Tr key={name} data-differs={new Set(values).size > 1}>
              <Table.Th scope="row">{name}</Table.Th>
              {values.map((value, place) => (
                <Table.Td key={columns[place]?.id}>{value}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
