import { Anchor, Table } from "@mantine/core";
import { Link } from "react-router";
import type { SearchRow } from "@/api/expertsAnalytics";
import { plural } from "@/components/format";
import { ThumbIcon } from "@/components/icons";
import { When } from "@/components/When";
import cards from "@/components/RowCards.module.css";
import { percent } from "../share";
import classes from "./searches.module.css";

export function SearchTable({ searches }: { searches: SearchRow[] }) {
  return (
    <Table className={cards.table} verticalSpacing={8} horizontalSpacing={12} data-testid="searches">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Query</Table.Th>
          <Table.Th>Answer</Table.Th>
          <Table.Th className={cards.number} title="How well the best of them fits">
            Match
          </Table.Th>
          <Table.Th>Thumb</Table.Th>
          <Table.Th>Email</Table.Th>
          <Table.Th className={cards.number}>Asked</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {searches.map((search) => (
          <Row key={search.id} search={search} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ search }: { search: SearchRow }) {
  const { id, query, response_type, experts, top_match_score, vote, email, created_at } = search;
  return (
    <Table.Tr data-testid="search-row" data-conversation-id={id} data-vote={vote ?? "none"}>
      <Table.Td className={cards.wide}>
        <Anchor component={Link} to={`/experts/searches/${id}`} c="inherit" className={classes.query}>
          {query}
        </Anchor>
      </Table.Td>
      <Table.Td>{response_type === "clarification" ? "asked back" : plural(experts, "expert")}</Table.Td>
      <Table.Td className={cards.number} data-name="match">
        {percent(top_match_score)}
      </Table.Td>
      <Table.Td>{vote && <VoteMark vote={vote} />}</Table.Td>
      <Table.Td className={classes.email}>{email}</Table.Td>
      <Table.Td className={cards.number}>
        <When instant={created_at} />
      </Table.Td>
    </Table.Tr>
  );
}

/** A thumb that says its name too. */
export const VoteMark = ({ vote }: { vote: string }) => (
  <span className={classes.vote} data-vote={vote} title={`Thumb ${vote}`}>
    <ThumbIcon up={vote === "up"} />
    {vote}
  </span>
);
