import { Progress } from "@mantine/core";
import type { Job } from "@/api/client";
import { isActive } from "@/api/queries";
import classes from "./job.module.css";

const WORDS = {
  queued: "Queued",
  processing: "Processing",
  completed: "Completed",
  failed: "Failed",
  cancelled: "Cancelled",
} as const;

export const isStopping = (job: Job) => isActive(job) && job.cancel_requested_at !== null;

/** The state of a job in words, beside a dot of its colour. */
export function JobState({ job }: { job: Job }) {
  const stopping = isStopping(job);
  const words = stopping ? "Stopping…" : WORDS[job.status];
  return (
    <span className={classes.state} data-state={stopping ? "stopping" : job.status} data-testid="job-state">
      {words}
      {job.status === "queued" && !stopping && job.queue_position !== null && (
        <span className={classes.detail}>no. {job.queue_position} in the queue</span>
      )}
      {job.status === "processing" && <span className={classes.detail}>{job.progress} %</span>}
    </span>
  );
}

const COLORS = {
  queued: "indigo",
  processing: "indigo",
  completed: "green",
  failed: "red",
  cancelled: "gray",
} as const;

/** How far a job is, or how far it came. */
export function JobProgress({ job }: { job: Job }) {
  const label = `Progress of ${job.prompt_text}`;
  return (
    <Progress.Root size={6} radius="xl" data-testid="job-progress">
      <Progress.Section
        value={job.progress}
        color={isStopping(job) ? "yellow" : COLORS[job.status]}
        aria-label={label}
      />
    </Progress.Root>
  );
}
