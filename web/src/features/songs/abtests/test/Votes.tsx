import { Skeleton, Table } from "@mantine/core";
import { useSearchParams } from "react-router";
import { type AbTest, type AbVote, useVotes } from "@/api/abtests";
import { ErrorNote } from "@/components/ErrorNote";
import { Pager } from "@/components/Pager";
import { Section } from "@/components/Section";
import { When } from "@/components/When";
import { adapterWords } from "../words";
import classes from "../abtests.module.css";

const AT = "votes";

/** Every single vote with its notes, newest first. */
export const Votes = ({ test }: { test: AbTest }) => (
  <Section title="Votes and notes" count={0} wrong={false} lazy data-testid="ab-votes-open">
    <VoteTable test={test} />
  </Section>
);

function VoteTable({ test }: { test: AbTest }) {
  const { data, error, refetch } = useVotes(test, useSearchParams()[0].get(AT));
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={200} aria-label="Loading the votes" />;
  return (
    <>
      <div className={classes.scroll} role="region" aria-label="Table of votes" tabIndex={0}>
        <Table className={classes.table} verticalSpacing={6} horizontalSpacing={12} data-testid="ab-votes">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Pair</Table.Th>
              <Table.Th>Who</Table.Th>
              <Table.Th>Preferred</Table.Th>
              <Table.Th>Notes</Table.Th>
              <Table.Th>When</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((vote) => (
              <Row key={vote.id} test={test} vote={vote} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Pager page={data} one="vote" at={AT} />
    </>
  );
}

function Row({ test, vote: { pair_number, rater, prefers, choice, notes, number, superseded, created_at } }: { test: AbTest; vote: AbVote }) {
  const said = prefers ? adapterWords(test[prefers]) : choice === "tie" ? "about the same" : "both bad";
  return (
    <Table.Tr data-testid="ab-vote-row">
      <Table.Td>{pair_number}</Table.Td>
      <Table.Td>{rater ?? "a guest"}</Table.Td>
      <Table.Td>
        {said}
        {superseded && <div className={classes.quiet}>replaced later</div>}
        {number > 1 && <div className={classes.quiet}>changed after the reveal</div>}
      </Table.Td>
      <Table.Td className={classes.question}>{notes}</Table.Td>
      <Table.Td className={classes.nowrap}>
        <When instant={created_at} />
      </Table.Td>
    </Table.Tr>
  );
}
