import { Anchor, Table, VisuallyHidden } from "@mantine/core";
import { memo } from "react";
import { Link } from "react-router";
import type { Job } from "@/api/client";
import { isActive } from "@/api/queries";
import { JobActions } from "@/components/job/JobActions";
import { JobProgress, JobState } from "@/components/job/JobState";
import { adapterName } from "@/components/adapterName";
import { plural, span } from "@/components/format";
import { StarsShown } from "@/components/feedback/Stars";
import { When } from "@/components/When";
import classes from "./JobsPage.module.css";

export function JobTable({ jobs }: { jobs: Job[] }) {
  return (
    <Table className={classes.table} verticalSpacing={8} horizontalSpacing={12} data-testid="jobs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.stateColumn}>State</Table.Th>
          <Table.Th>Prompt</Table.Th>
          <Table.Th className={classes.number}>Samples</Table.Th>
          <Table.Th className={classes.number}>Duration</Table.Th>
          <Table.Th className={classes.feedback}>Feedback</Table.Th>
          <Table.Th className={classes.created}>Created</Table.Th>
          <Table.Th className={classes.actionColumn}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

const JobRow = memo(function JobRow({ job }: { job: Job }) {
  return (
    <Table.Tr data-testid="job-row" data-job-id={job.id} data-status={job.status}>
      <Table.Td className={classes.stateCell}>
        <JobState job={job} />
        {isActive(job) && <JobProgress job={job} />}
      </Table.Td>
      <Table.Td className={classes.promptCell}>
        <Anchor
          component={Link}
          to={`/songs/jobs/${job.id}`}
          className={classes.prompt}
          c="inherit"
          title={job.prompt_text}
        >
          {job.prompt_text}
        </Anchor>
        <Note job={job} />
      </Table.Td>
      <Table.Td className={classes.number}>
        {job.audio_ids.length} of {job.num_samples}
      </Table.Td>
      <Table.Td className={classes.number}>{span(job.duration)}</Table.Td>
      <Table.Td className={classes.feedback}>
        <FeedbackNote job={job} />
      </Table.Td>
      <Table.Td className={classes.created}>
        <When instant={job.created_at} />
      </Table.Td>
      <Table.Td className={classes.actionCell}>
        <div className={classes.actions}>
          <JobActions job={job} />
        </div>
      </Table.Td>
    </Table.Tr>
  );
});

/** How it was rated, and how much was said; empty where nothing was. */
function FeedbackNote({ job: { id, feedback } }: { job: Job }) {
  if (!feedback.has_feedback) return null;
  return (
    <Anchor
      component={Link}
      to={`/songs/feedback?job=${id}`}
      c="inherit"
      className={classes.feedbackLink}
      data-testid="feedback-note"
    >
      {feedback.average_rating !== null && <StarsShown value={feedback.average_rating} short />}
      <span className={classes.note}>{plural(feedback.count, "record")}</span>
    </Anchor>
  );
}

/** The second line is always there, so that no row changes its height. */
function Note({ job }: { job: Job }) {
  const stage = job.status === "processing" ? job.stage : null;
  const said = job.error?.message ?? stage ?? job.composed_prompt ?? "\u00a0";
  return (
    <div className={classes.note}>
      {job.adapter && <span data-testid="adapter-note">{adapterName(job.adapter)} · </span>}
      {said}
    </div>
  );
}
