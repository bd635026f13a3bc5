import { ActionIcon, Anchor, Button, Skeleton } from "@mantine/core";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { type JobFeedback, useJobFeedback } from "@/api/feedback";
import { useStore } from "@/api/store";
import { deletions, isDeleted } from "@/components/deletions";
import { ErrorNote } from "@/components/ErrorNote";
import { ResetIcon } from "@/components/icons";
import { removed } from "@/components/undo";
import { contentHeight, panelHeight } from "./panelHeight";
import { RankSamples } from "./RankSamples";
import { SampleFeedbackCard } from "./SampleFeedbackCard";
import { StarsShown } from "./Stars";
import classes from "./JobFeedbackPanel.module.css";

interface Props {
  jobId: string;
  /** The samples that the job has now. */
  audioIds: string[];
  /** How many it will have when it has ended well. */
  expected: number;
}

/** Everything that was said of the samples of a job, and the place to say more. */
export function JobFeedbackPanel({ jobId, audioIds, expected }: Props) {
  const { data, error, isFetching, refetch } = useShown(jobId, audioIds);
  const gone = useGone(data);
  return (
    <section
      className={classes.panel}
      style={{ minHeight: expected ? panelHeight(expected) : undefined }}
      aria-labelledby="job-feedback"
      data-testid="job-feedback"
      data-job-id={jobId}
    >
      <div className={classes.head}>
        <h2 id="job-feedback" className={classes.title}>
          Job Feedback
        </h2>
        <span className={classes.total} data-testid="feedback-total">
          {data ? `${data.total_feedback - gone} total` : "\u00a0"}
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          loading={isFetching}
          aria-label="Refresh the feedback"
          title="Refresh"
          onClick={() => void refetch()}
          data-testid="feedback-refresh"
        >
          <ResetIcon />
        </ActionIcon>
      </div>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && <Content feedback={data} many={expected > 1} />}
      {!data && !error && <Skeleton height={contentHeight(expected) - 12} aria-label="Loading the feedback" />}
    </section>
  );
}

/** The feedback of the samples that are still there; asked for again as soon as there is one that it does not know. */
function useShown(jobId: string, audioIds: string[]) {
  const { data, error, isFetching, refetch } = useJobFeedback(jobId);
  const deleted = useStore(deletions);
  const known = new Set(data?.samples.map(({ audio_id }) => audio_id));
  const missing = data ? audioIds.filter((id) => !known.has(id)).join() : "";
  useEffect(() => {
    if (missing) void refetch();
  }, [missing, refetch]);
  const samples = data?.samples.filter(({ audio_id }) => audioIds.includes(audio_id) && !isDeleted(deleted, audio_id));
  return { data: data && { ...data, samples: samples! }, error, isFetching, refetch };
}

/** How many of the records are being deleted at the moment. */
function useGone(data: JobFeedback | undefined): number {
  const ids = useStore(removed);
  if (!data || !ids.size) return 0;
  return data.samples.flatMap(({ feedback }) => feedback).filter(({ id }) => ids.has(id)).length;
}

interface ContentProps {
  feedback: JobFeedback;
  /** The job has several samples, or will have. */
  many: boolean;
}

function Content({ feedback: { job_id, samples, average_rating, total_feedback }, many }: ContentProps) {
  const [ranking, setRanking] = useState(false);
  if (!samples.length)
    return <p className={classes.nothing}>As soon as a sample is finished, say here what you think of it.</p>;
  const rankable = samples.length > 1 && samples.length <= 8;
  return (
    <>
      <div className={classes.tools} data-many={many}>
        {average_rating !== null && (
          <span className={classes.jobAverage} data-testid="job-average">
            All samples <StarsShown value={average_rating} />
          </span>
        )}
        {rankable && !ranking && (
          <Button size="compact-sm" variant="default" onClick={() => setRanking(true)} data-testid="rank-open">
            Rank the samples
          </Button>
        )}
        {total_feedback > 0 && (
          <Anchor component={Link} to={`/songs/feedback?job=${job_id}`} data-testid="to-history">
            In the history
          </Anchor>
        )}
      </div>
      {ranking && (
        <RankSamples
          samples={samples.map(({ audio_id, label }) => ({ audioId: audio_id, label }))}
          close={() => setRanking(false)}
        />
      )}
      <ul className={classes.cards}>
        {samples.map((sample) => (
          <SampleFeedbackCard key={sample.audio_id} sample={sample} all={samples} jobId={job_id} />
        ))}
      </ul>
    </>
  );
}
