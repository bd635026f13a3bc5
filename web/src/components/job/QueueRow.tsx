import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { Job } from "@/api/client";
import { JobActions } from "./JobActions";
import { JobProgress, JobState } from "./JobState";
import { remaining, stage } from "./stage";
import classes from "./queue.module.css";

/** One job in lines that are always there, so that no row changes its height. */
export function QueueRow({ job, onLeave }: { job: Job; onLeave: () => void }) {
  return (
    <li className={classes.row} data-testid="queue-row" data-job-id={job.id}>
      <Anchor component={Link} to={`/songs/jobs/${job.id}`} c="inherit" className={classes.prompt} onClick={onLeave}>
        {job.prompt_text}
      </Anchor>
      <div className={classes.line}>
        <JobState job={job} />
        <span className={classes.actions}>
          <JobActions job={job} />
        </span>
      </div>
      <JobProgress job={job} />
      <div className={classes.line}>
        <span className={classes.stage}>{stage(job)}</span>
        <span className={classes.eta}>{remaining(job)}</span>
      </div>
    </li>
  );
}
