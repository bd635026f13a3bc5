import { Anchor, Table, VisuallyHidden } from "@mantine/core";
import { Link } from "react-router";
import type { Experiment } from "@/api/experiments";
import { When } from "@/components/When";
import { ArchiveButton } from "./ArchiveButton";
import { rating } from "./figures";
import classes from "./experiments.module.css";

export function ExperimentTable({ experiments }: { experiments: Experiment[] }) {
  return (
    <div className={classes.scroll} role="region" aria-label="List of experiments" tabIndex={0}>
      <Table className={classes.table} verticalSpacing={8} horizontalSpacing={12} data-testid="experiments">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Question</Table.Th>
            <Table.Th className={classes.number}>Jobs</Table.Th>
            <Table.Th className={classes.number}>Samples</Table.Th>
            <Table.Th className={classes.number}>Feedback</Table.Th>
            <Table.Th className={classes.number}>Rating</Table.Th>
            <Table.Th className={classes.created}>Created</Table.Th>
            <Table.Th className={classes.action}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {experiments.map((experiment) => (
            <Row key={experiment.id} experiment={experiment} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Row({ experiment }: { experiment: Experiment }) {
  const { id, name, description, jobs, samples, feedback_count, average_rating, created_at } = experiment;
  return (
    <Table.Tr data-testid="experiment-row" data-experiment-id={id}>
      <Table.Td className={classes.question}>
        <Anchor component={Link} to={`/songs/experiments/${id}`} c="inherit" fw={500}>
          {name}
        </Anchor>
        {description && <div className={classes.description}>{description}</div>}
      </Table.Td>
      <Table.Td className={classes.number}>{jobs}</Table.Td>
      <Table.Td className={classes.number}>{samples}</Table.Td>
      <Table.Td className={classes.number}>{feedback_count}</Table.Td>
      <Table.Td className={classes.number}>{rating(average_rating)}</Table.Td>
      <Table.Td className={classes.created}>
        <When instant={created_at} />
      </Table.Td>
      <Table.Td className={classes.action}>
        <ArchiveButton experiment={experiment} />
      </Table.Td>
    </Table.Tr>
  );
}
