import { Anchor, Table } from "@mantine/core";
import { Link } from "react-router";
import type { Expert } from "@/api/experts";
import cards from "@/components/RowCards.module.css";
import { rateWords } from "../rate";
import { Findability } from "./Findability";
import classes from "../experts.module.css";

export function DirectoryTable({ experts }: { experts: Expert[] }) {
  return (
    <Table className={cards.table} verticalSpacing={8} horizontalSpacing={12} data-testid="directory">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Expert</Table.Th>
          <Table.Th>Category</Table.Th>
          <Table.Th className={cards.number}>Rate</Table.Th>
          <Table.Th>Findability</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {experts.map((expert) => (
          <Row key={expert.id} expert={expert} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ expert }: { expert: Expert }) {
  const { id, job_title, company, category, hourly_rate, currency, findability, is_active } = expert;
  return (
    <Table.Tr data-testid="expert-row" data-expert-id={id}>
      <Table.Td className={cards.wide}>
        <Anchor component={Link} to={`/experts/directory/${id}`} c="inherit" fw={500}>
          {nameOf(expert)}
        </Anchor>
        {!is_active && <span className={classes.state}>kept out of the chat</span>}
        <div className={classes.hint}>{[job_title, company].filter(Boolean).join(" · ")}</div>
      </Table.Td>
      <Table.Td>{category ?? ""}</Table.Td>
      <Table.Td className={cards.number}>{hourly_rate === null ? "" : rateWords(hourly_rate, currency)}</Table.Td>
      <Table.Td data-name="findability">
        <Findability value={findability} />
      </Table.Td>
    </Table.Tr>
  );
}

export const nameOf = ({ first_name, last_name }: Pick<Expert, "first_name" | "last_name">) =>
  `${first_name} ${last_name}`.trim();
