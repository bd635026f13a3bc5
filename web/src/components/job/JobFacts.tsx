import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useQuery } from "@tanstack/react-query";
import type { Job } from "@/api/client";
import { experimentQuery } from "@/api/experiments";
import { isActive } from "@/api/queries";
import { adapterName } from "@/components/adapterName";
import { plural, span } from "@/components/format";
import { When } from "@/components/When";
import classes from "./job.module.css";

/** What the job was asked for and what the engine made of the words. */
export function JobFacts({ job }: { job: Job }) {
  const unknown = job.not_understood;
  // Facts that will come have their place from the beginning.
  const waits = isActive(job);
  const parameters = Object.entries(job.parameters);
  return (
    <dl className={classes.facts} data-testid="job-facts">
      <Fact name="Asked for">
        {plural(job.num_samples, "sample")} of {span(job.duration)} from {job.engine}
      </Fact>
      {(waits || job.composed_prompt) && <Fact name="Engine saw">{job.composed_prompt ?? "nothing yet"}</Fact>}
      {job.adapter && (
        <Fact name="Adapter">
          <Anchor component={Link} to={`/songs/adapters/${job.adapter.id}`} data-testid="adapter-fact">
            {adapterName(job.adapter)}
          </Anchor>
        </Fact>
      )}
      <Fact name="Seed">{job.seed}</Fact>
      {parameters.length > 0 && (
        <Fact name="Parameters">{parameters.map(([name, value]) => `${name} ${value}`).join(", ")}</Fact>
      )}
      {job.priority !== 0 && <Fact name="Priority">{job.priority}</Fact>}
      <Fact name="Created">
        <When instant={job.created_at} />
      </Fact>
      {(waits || job.started_at) && (
        <Fact name="Waited">{job.started_at ? seconds(job.created_at, job.started_at) : "not begun yet"}</Fact>
      )}
      {unknown.length > 0 && (
        <Fact name="Not understood">
          {unknown.join(", ")}. The engine has no meaning for {unknown.length === 1 ? "this word" : "these words"}.
        </Fact>
      )}
      {job.experiment_id && <ExperimentFact id={job.experiment_id} />}
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

function ExperimentFact({ id }: { id: string }) {
  const { data } = useQuery(experimentQuery(id));
  return (
    <Fact name="Experiment">
      <Anchor component={Link} to={`/songs/experiments/${id}`}>
        {data?.name ?? "one of your questions"}
      </Anchor>
    </Fact>
  );
}

const seconds = (from: string, to: string) => span((Date.parse(to) - Date.parse(from)) / 1_000);

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
