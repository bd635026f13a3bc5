import type { Job } from "@/api/client";
import { isActive } from "@/api/queries";
import { span } from "@/components/format";
import { isStopping, JobProgress } from "./JobState";
import classes from "./job.module.css";

/** Percent, stage and estimate of a job that is waiting or being worked on. */
export function LiveProgress({ job }: { job: Job }) {
  if (!isActive(job)) return null;
  return (
    <div className={classes.live}>
      <JobProgress job={job} />
      <div className={classes.liveText}>
        <span data-testid="job-stage">{stage(job)}</span>
        {job.eta_seconds !== null && !isStopping(job) && <span>about {span(job.eta_seconds)} left</span>}
      </div>
    </div>
  );
}

function stage(job: Job): string {
  if (isStopping(job)) return "The engine is being stopped; finished samples stay.";
  if (job.status === "queued") return "Waiting for a worker.";
  return job.stage ?? "Starting the engine.";
}
