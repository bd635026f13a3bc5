import { Button, Skeleton } from "@mantine/core";
import { lazy, Suspense, useEffect } from "react";
import { Link } from "react-router";
import { isActive, useJob } from "@/api/queries";
import { ApiError, type Job } from "@/api/client";
import { ErrorNote } from "@/components/ErrorNote";
import { panelHeight } from "@/components/feedback/panelHeight";
import { JobActions } from "./JobActions";
import { JobFacts } from "./JobFacts";
import { JobLinks } from "./JobLinks";
import { JobState } from "./JobState";
import { LiveProgress } from "./LiveProgress";
import { Samples } from "./Samples";
import { TechnicalChecks } from "./TechnicalChecks";
import { TechnicalFacts } from "./TechnicalFacts";
import classes from "./job.module.css";

const JobFeedbackPanel = lazy(async () => ({
  default: (await import("@/components/feedback/JobFeedbackPanel")).JobFeedbackPanel,
}));

interface Props {
  jobId: string;
  onDeleted?: () => void;
  /** There is no such job (any more). */
  onGone?: () => void;
}

/** One job, live: its state, what it was asked for, and its samples as they finish. */
export function JobPanel({ jobId, onDeleted, onGone }: Props) {
  const { data: job, error, refetch } = useJob(jobId);
  const gone = error !== null && isGone(error);
  useEffect(() => {
    if (gone) onGone?.();
  });
  if (job) return <Panel job={job} onDeleted={onDeleted} />;
  if (!error) return <Skeleton height={320} aria-label="Loading the job" />;
  return gone ? <Gone /> : <ErrorNote error={error} onRetry={() => void refetch()} />;
}

function Gone() {
  return (
    <>
      <ErrorNote error={GONE} />
      <Button component={Link} to="/songs/jobs" variant="default" mt={16}>
        Show all jobs
      </Button>
    </>
  );
}

const GONE = new ApiError(404, {
  code: "NOT_FOUND",
  message: "There is no such job. It may have been deleted.",
});
const isGone = (error: Error) => error instanceof ApiError && (error.status === 404 || error.status === 422);

function Panel({ job, onDeleted }: { job: Job; onDeleted?: () => void }) {
  const expected = isActive(job) ? job.num_samples : job.audio_ids.length;
  return (
    <article className={classes.panel} data-testid="job" data-job-id={job.id} aria-label={job.prompt_text}>
      <div className={classes.head}>
        <span role="status">
          <JobState job={job} />
        </span>
        <div className={classes.actions}>
          <JobLinks job={job} />
          <JobActions job={job} onDeleted={onDeleted} />
        </div>
      </div>
      <LiveProgress job={job} />
      {job.error && <JobFailure error={job.error} />}
      <Samples job={job} />
      <div className={classes.below}>
        <Suspense fallback={<Skeleton height={panelHeight(expected)} aria-label="Loading the feedback" />}>
          <JobFeedbackPanel jobId={job.id} audioIds={job.audio_ids} expected={expected} />
        </Suspense>
        <JobFacts job={job} />
      </div>
      <TechnicalChecks job={job} />
      <TechnicalFacts job={job} />
    </article>
  );
}

function JobFailure({ error }: { error: NonNullable<Job["error"]> }) {
  return (
    <div className={classes.failure} role="alert" data-testid="job-error">
      {error.message} <code>{error.code}</code>
    </div>
  );
}
