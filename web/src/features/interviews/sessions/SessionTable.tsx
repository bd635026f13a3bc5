import { Anchor, Table } from "@mantine/core";
import { Link } from "react-router";
import type { InterviewSession } from "@/api/interviews";
import { When } from "@/components/When";
import { nameOf, STATUS_WORDS } from "../words";
import common from "../interviews.module.css";
import classes from "./sessions.module.css";

export function SessionTable({ sessions }: { sessions: InterviewSession[] }) {
  return (
    <Table className={classes.table} verticalSpacing={8} horizontalSpacing={12} data-testid="sessions">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Role</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th className={common.number}>Answered</Table.Th>
          <Table.Th className={common.number}>Score</Table.Th>
          <Table.Th className={common.number}>Begun</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sessions.map((session) => (
          <Row key={session.id} session={session} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ session }: { session: InterviewSession }) {
  const { id, attempt, status, questions_answered: answered, question_count: count, overall_score, created_at } = session;
  return (
    <Table.Tr data-testid="session-row" data-session-id={id}>
      <Table.Td className={classes.wide}>
        <Anchor component={Link} to={`/interviews/sessions/${id}`} c="inherit">
          {nameOf(session)}
        </Anchor>
        {attempt > 1 && <span className={common.hint}> attempt {attempt}</span>}
      </Table.Td>
      <Table.Td>{STATUS_WORDS[status]}</Table.Td>
      <Table.Td className={common.number} data-name="answered">{count === null ? answered : `${answered} of ${count}`}</Table.Td>
      <Table.Td className={common.number} data-name="score">
        {overall_score ?? "–"}
      </Table.Td>
      <Table.Td className={common.number}>
        <When instant={created_at} />
      </Table.Td>
    </Table.Tr>
  );
}
