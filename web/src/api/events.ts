import type { QueryClient } from "@tanstack/react-query";
import type { Job } from "./client";
import { connection } from "./connection";
import { feedbackKeys } from "./feedback";
import { feedbackChanged } from "./feedbackNews";
import { addSample, patchJob, refreshQueue } from "./jobCache";
import { ended } from "./jobNews";
import { keys } from "./keys";
import { followTogether } from "./sharedStream";

const SETTLE_MS = 150;

interface Progress {
  job_id: string;
  progress: number;
  stage: string | null;
}
type Status = Progress & Pick<Job, "status" | "cancel_requested_at" | "error">;
type Takers = Record<string, ((data: never) => void) | undefined>;

/** Keep what is cached of jobs in step with the server. */
export function followJobs(client: QueryClient): () => void {
  const takers = takersOf(client, settling(() => refreshQueue(client)));
  const stop = followTogether({
    event: ({ kind, data }) => takers[kind]?.(JSON.parse(data) as never),
    state: (state) => {
      if (state === "refused") void client.invalidateQueries({ queryKey: keys.me });
      if (state === "open" && connection.get() === "lost") void client.invalidateQueries();
      connection.set(state === "open" ? "open" : "lost");
    },
  });
  return () => {
    stop();
    connection.set("connecting");
  };
}

function takersOf(client: QueryClient, refresh: () => void): Takers {
  const reload = (id: string) => void client.invalidateQueries({ queryKey: keys.job(id) });
  const reloadTests = settling(() => void client.invalidateQueries({ queryKey: keys.abTests }));
  const reloadAll = () => {
    void client.invalidateQueries({ queryKey: keys.jobs });
    void client.invalidateQueries({ queryKey: feedbackKeys.all });
    reloadTests();
  };

  return {
    feedback: ({ job_id, audio_id }: { job_id: string; audio_id: string }) =>
      feedbackChanged(client, job_id, audio_id),
    ab_test: reloadTests,
    // All three mean: more may have changed than is told.
    hello: reloadAll,
    reset: reloadAll,
    queue: reloadAll,
    progress: ({ job_id, progress, stage }: Progress) => patchJob(client, job_id, { progress, stage }),
    status: ({ job_id, ...state }: Status) => {
      patchJob(client, job_id, state);
      reload(job_id);
      refresh();
    },
    sample: ({ job_id, audio_id }: { job_id: string; audio_id: string }) => {
      addSample(client, job_id, audio_id);
      reload(job_id);
      refresh();
    },
    sample_deleted: ({ job_id, audio_id }: { job_id: string; audio_id: string }) => {
      reload(job_id);
      feedbackChanged(client, job_id, audio_id);
      refresh();
    },
    done: ({ job_id }: { job_id: string }) => {
      ended.set(job_id);
      reload(job_id);
      refresh();
    },
    deleted: ({ job_id }: { job_id: string }) => {
      // A view that shows it asks once more and says that it is gone.
      void client.resetQueries({ queryKey: keys.job(job_id) });
      refresh();
    },
  };
}

/** Several calls in quick succession become one. */
function settling(action: () => void): () => void {
  let waiting: number | undefined;
  return () => {
    if (waiting !== undefined) return;
    waiting = window.setTimeout(() => {
      waiting = undefined;
      action();
    }, SETTLE_MS);
  };
}
