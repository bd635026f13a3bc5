import type { Job } from "@/api/client";
import { span } from "@/components/format";
import { isStopping } from "./JobState";

/** What is going on with a job, or how it ended, in words. */
export function stage(job: Job): string {
  if (isStopping(job)) return "The engine is being stopped; finished samples stay.";
  if (job.status === "queued") return "Waiting for a worker.";
  if (job.status === "processing") return job.stage ?? "Starting the engine.";
  if (job.status !== "completed") return `Ended at ${job.progress} %.`;
  if (!job.started_at || !job.completed_at) return "Finished.";
  return `Finished in ${span((Date.parse(job.completed_at) - Date.parse(job.started_at)) / 1_000)}.`;
}

/** The estimate that is left, as roughly as it is known; null where there is none. */
export function remaining(job: Job): string | null {
  if (job.eta_seconds === null || isStopping(job)) return null;
  const seconds = job.eta_seconds;
  if (seconds < 55) return `about ${Math.max(5, 5 * Math.round(seconds / 5))} s left`;
  return `about ${Math.max(1, Math.round(seconds / 60))} min left`;
}
