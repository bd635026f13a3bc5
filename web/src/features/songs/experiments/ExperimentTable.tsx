import { Anchor, Table, VisuallyHidden } from "@mantine/core";
import { Link } from "react-router";
import type { Experiment } from "@/api/experiments";
import { When } from "@/components/When";
import cards from "@/components/RowCards.module.css";
import { ArchiveButton } from "./ArchiveButton";
import { rating } from "./figures";
import classes from "./experiments.module.css";

export function ExperimentTable({ experiments }: { experiments: Experiment[] }) {
  return (
    <div className={classes.scroll} role="region" aria-label="List of experiments" tabIndex={0}>
      <Table className={cards.table} verticalSpacing={8} horizontalSpacing={12} data-testid="experiments">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Question</Table.Th>
            <Table.Th className={cards.number}>Jobs</Table.Th>
            <Table.Th className={cards.number}>Samples</Table.Th>
            <Table.Th className={cards.number}>Feedback</Table.Th>
            <Table.Th className={cards.number}>Rating</Table.Th>
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
      <Table.Td className={`${cards.wide} ${classes.question}`}>
        <Anchor component={Link} to={`/songs/experiments/${id}`} c="inherit" fw={500}>
          {name}
        </Anchor>
        {description && <div className={classes.description}>{description}</div>}
      </Table.Td>
      <Table.Td className={cards.number} data-name="jobs">{jobs}</Table.Td>
      <Table.Td className={cards.number} data-name="samples">{samples}</Table.Td>
      <Table.Td className={cards.number} data-name="feedback">{feedback_count}</Table.Td>
      <Table.Td className={cards.number} data-name="rating">{rating(average_rating)}</Table.Td>
      <Table.Td className={classes.created}>
        <When instant={created_at} />
      </Table.Td>
      <Table.Td className={classes.action}>
        <ArchiveButton experiment={experiment} />
      </Table.Td>
    </Table.Tr>
  );
}
