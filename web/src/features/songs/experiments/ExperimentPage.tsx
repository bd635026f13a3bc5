import { Badge, Button, Skeleton, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { type Experiment, experimentQuery } from "@/api/experiments";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { When } from "@/components/When";
import { plural } from "@/components/format";
import { useTitle } from "@/components/useTitle";
import { ArchiveButton } from "./ArchiveButton";
import { ExperimentForm } from "./ExperimentForm";
import { Generated } from "./Generated";
import { JobComparison } from "./JobComparison";
import { rating } from "./figures";
import classes from "./experiments.module.css";

const REFETCH_MS = 10_000;

/** One question with the jobs that are to answer it. */
export function ExperimentPage() {
  const { experimentId = "" } = useParams();
  const found = useQuery({ ...experimentQuery(experimentId), refetchInterval: REFETCH_MS });
  useTitle(found.data?.name ?? "Experiment");
  if (found.data) return <Shown experiment={found.data} />;
  if (!found.error) return <Skeleton height={480} aria-label="Loading the experiment" />;
  return (
    <>
      <Title order={1} mb={16}>
        Experiment
      </Title>
      <ErrorNote error={found.error} onRetry={() => void found.refetch()} />
      <Button component={Link} to="/songs/experiments" variant="default" mt={16}>
        Show all experiments
      </Button>
    </>
  );
}

function Shown({ experiment }: { experiment: Experiment }) {
  const [editing, setEditing] = useState(false);
  const { id, name, description, archived_at, jobs } = experiment;
  return (
    <div className={classes.page} data-testid="experiment" data-experiment-id={id}>
      <div className={classes.head}>
        <Title order={1} className={classes.name}>
          {name}
        </Title>
        {archived_at && (
          <Badge variant="default" data-testid="is-archived">
            Archived
          </Badge>
        )}
        <div className={classes.actions}>
          {!archived_at && <GenerateInIt id={id} />}
          <Button size="compact-sm" variant="default" onClick={() => setEditing(true)} data-testid="experiment-edit">
            Edit
          </Button>
          <ArchiveButton experiment={experiment} />
        </div>
      </div>
      {description && <p className={classes.long}>{description}</p>}
      <Figures experiment={experiment} />
      {jobs === 0 ? (
        <EmptyState action={archived_at ? undefined : <GenerateInIt id={id} />}>
          Here will be the jobs of this experiment, side by side, with what differs between them and what people said of
          the results. Choose it on Generate, under “Experiment”.
        </EmptyState>
      ) : (
        <>
          <JobComparison id={id} />
          <Generated id={id} />
        </>
      )}
      {editing && (
        <ExperimentForm
          title="Edit experiment"
          experiment={experiment}
          saved={() => setEditing(false)}
          close={() => setEditing(false)}
        />
      )}
    </div>
  );
}

const GenerateInIt = ({ id }: { id: string }) => (
  <Button component={Link} to={`/songs/generate?experiment=${id}`} size="compact-sm" data-testid="generate-in-it">
    Generate in it
  </Button>
);

function Figures({ experiment: { jobs, samples, feedback_count, average_rating, created_at, owner } }: { experiment: Experiment }) {
  return (
    <p className={classes.figures} data-testid="experiment-figures">
      <span>{plural(jobs, "job")}</span>
      <span>{plural(samples, "sample")}</span>
      <span>{plural(feedback_count, "piece")} of feedback</span>
      <span>{average_rating === null ? "no rating yet" : `rated ${rating(average_rating)} on average`}</span>
      <span>
        begun <When instant={created_at} />
        {owner.name && ` by ${owner.name}`}
      </span>
    </p>
  );
}
