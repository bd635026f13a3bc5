import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Job } from "@/api/client";
import { plural, span } from "@/components/format";
import { When } from "@/components/When";
import classes from "./job.module.css";

/** What the job was asked for and what the engine made of the words. */
export function JobFacts({ job }: { job: Job }) {
  const unknown = job.not_understood;
  return (
    <dl className={classes.facts} data-testid="job-facts">
      <Fact name="Asked for">
        {plural(job.num_samples, "sample")} of {span(job.duration)} from {job.engine}
      </Fact>
      {job.composed_prompt && <Fact name="Engine saw">{job.composed_prompt}</Fact>}
      {unknown.length > 0 && (
        <Fact name="Not understood">
          {unknown.join(", ")}. The engine has no meaning for {unknown.length === 1 ? "this word" : "these words"}.
        </Fact>
      )}
      <Fact name="Seed">{job.seed}</Fact>
      {job.priority !== 0 && <Fact name="Priority">{job.priority}</Fact>}
      <Fact name="Created">
        <When instant={job.created_at} />
      </Fact>
      {job.started_at && job.completed_at && (
        <Fact name="Took">{span((Date.parse(job.completed_at) - Date.parse(job.started_at)) / 1_000)}</Fact>
      )}
      {job.retry_of && (
        <Fact name="Retry of">
          <Anchor component={Link} to={`/songs/jobs/${job.retry_of}`}>
            an earlier job
          </Anchor>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
