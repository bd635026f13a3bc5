import type { Job } from "@/api/client";
import { JobProgress } from "./JobState";
import { remaining, stage } from "./stage";
import classes from "./job.module.css";

/** Percent, stage and estimate; the place stays when the job ends, so that nothing below it moves. */
export function LiveProgress({ job }: { job: Job }) {
  return (
    <div className={classes.live}>
      <JobProgress job={job} />
      <div className={classes.liveText}>
        <span data-testid="job-stage">{stage(job)}</span>
        <span>{remaining(job)}</span>
      </div>
    </div>
  );
}
