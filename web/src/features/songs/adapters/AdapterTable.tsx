import { Anchor, Badge, Table } from "@mantine/core";
import { Link } from "react-router";
import type { Adapter } from "@/api/adapters";
import { When } from "@/components/When";
import cards from "@/components/RowCards.module.css";
import { changes } from "./deltas";
import { rated } from "./figures";
import classes from "./adapters.module.css";

export function AdapterTable({ adapters }: { adapters: Adapter[] }) {
  return (
    <div className={classes.scroll} role="region" aria-label="List of adapters" tabIndex={0}>
      <Table className={cards.table} verticalSpacing={8} horizontalSpacing={12} data-testid="adapters">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Adapter</Table.Th>
            <Table.Th>Engine</Table.Th>
            <Table.Th>Active version</Table.Th>
            <Table.Th className={cards.number}>Jobs</Table.Th>
            <Table.Th className={cards.number}>Samples</Table.Th>
            <Table.Th className={cards.number} title="Mean of overall ratings that count, and their number">
              Rating
            </Table.Th>
            <Table.Th className={cards.number} title="The same of jobs of this engine without an adapter">
              Engine alone
            </Table.Th>
            <Table.Th className={classes.created}>Created</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {adapters.map((adapter) => (
            <Row key={adapter.id} adapter={adapter} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Row({ adapter }: { adapter: Adapter }) {
  const { id, name, description, engine, active_version: active, figures, base, created_at, deleted_at } = adapter;
  return (
    <Table.Tr data-testid="adapter-row" data-adapter-id={id}>
      <Table.Td className={`${cards.wide} ${classes.name}`}>
        <Anchor component={Link} to={`/songs/adapters/${id}`} c="inherit" fw={500}>
          {name}
        </Anchor>
        {deleted_at && (
          <Badge variant="default" ml={8} data-testid="is-deleted">
            Deleted
          </Badge>
        )}
        <div className={classes.description}>{description ?? (active && changes(active))}</div>
      </Table.Td>
      <Table.Td>{engine}</Table.Td>
      <Table.Td className={classes.created}>{active ? `Version ${active.number}` : "none yet"}</Table.Td>
      <Table.Td className={cards.number} data-name="jobs">{figures.jobs}</Table.Td>
      <Table.Td className={cards.number} data-name="samples">{figures.samples}</Table.Td>
      <Table.Td className={cards.number} data-name="rating">{rated(figures)}</Table.Td>
      <Table.Td className={cards.number} data-name="engine alone">{rated(base)}</Table.Td>
      <Table.Td className={classes.created}>
        <When instant={created_at} />
      </Table.Td>
    </Table.Tr>
  );
}
