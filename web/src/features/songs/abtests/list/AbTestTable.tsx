import { Anchor, Table } from "@mantine/core";
import { Link } from "react-router";
import type { AbTestInList } from "@/api/abtests";
import { When } from "@/components/When";
import { plural } from "@/components/format";
import cards from "@/components/RowCards.module.css";
import { verdictPhrase } from "../results/verdictPhrase";
import { TestState } from "../TestState";
import { adapterWords } from "../words";
import classes from "../abtests.module.css";

export function AbTestTable({ tests }: { tests: AbTestInList[] }) {
  return (
    <div className={classes.scroll} role="region" aria-label="List of A/B tests" tabIndex={0}>
      <Table className={cards.table} verticalSpacing={8} horizontalSpacing={12} data-testid="ab-tests">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Test</Table.Th>
            <Table.Th>Verdict</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Votes</Table.Th>
            <Table.Th>Pairs</Table.Th>
            <Table.Th>Created</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tests.map((test) => (
            <Row key={test.id} test={test} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Row({ test }: { test: AbTestInList }) {
  const { id, name, a, b, progress, verdict, votes, raters, created_at } = test;
  return (
    <Table.Tr data-testid="ab-row" data-test-id={id}>
      <Table.Td className={`${cards.wide} ${classes.question}`}>
        <Anchor component={Link} to={`/songs/ab-tests/${id}`} c="inherit" fw={500}>
          {name}
        </Anchor>
        <div className={classes.quiet}>
          {adapterWords(a)} against {adapterWords(b)}
        </div>
      </Table.Td>
      <Table.Td
        className={`${cards.wide} ${classes.phrase}`}
        data-name={verdict ? undefined : "verdict"}
        data-testid="ab-verdict"
      >
        {verdict ? verdictPhrase(a, b, verdict) : "–"}
      </Table.Td>
      <Table.Td>
        <TestState test={test} />
      </Table.Td>
      <Table.Td className={classes.nowrap} data-name="votes">{votes ? `${votes} by ${plural(raters, "person", "people")}` : "–"}</Table.Td>
      <Table.Td className={classes.nowrap} data-name="pairs">
        {progress.done} of {progress.total}
        {progress.failed > 0 && <span className={classes.bad}>, {progress.failed} failed</span>}
      </Table.Td>
      <Table.Td className={classes.nowrap}>
        <When instant={created_at} />
      </Table.Td>
    </Table.Tr>
  );
}
