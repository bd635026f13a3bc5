import type { QueryClient } from "@tanstack/react-query";
import type { Job } from "./client";
import { connection } from "./connection";
import { addSample, patchJob, refreshQueue } from "./jobCache";
import { ended } from "./jobNews";
import { keys } from "./keys";
import { ROOT } from "./root";

const ADDRESS = `${ROOT}/api/v1/jobs/events`;
const REOPEN_MS = 1_500;
const SETTLE_MS = 150;

interface Progress {
  job_id: string;
  progress: number;
  stage: string | null;
}
type Status = Progress & Pick<Job, "status" | "cancel_requested_at" | "error">;

/**
 * Keep what is cached of jobs in step with the server through one stream for the whole page.
 *
 * The browser reconnects by itself and says what it saw last; only a refusal (a proxy's 502 while the
 * server restarts, a lost session) closes the stream for good, and then a new one is opened here.
 */
export function followJobs(client: QueryClient): () => void {
  let source: EventSource;
  let reopening: number | undefined;
  const refresh = settling(() => refreshQueue(client));

  const open = () => {
    source = new EventSource(ADDRESS);
    source.onopen = () => {
      if (connection.get() === "lost") void client.invalidateQueries();
      connection.set("open");
    };
    source.onerror = () => {
      connection.set("lost");
      if (source.readyState !== EventSource.CLOSED) return;
      void client.invalidateQueries({ queryKey: keys.me });
      reopening = window.setTimeout(open, REOPEN_MS);
    };
    listen(source, client, refresh);
  };

  open();
  return () => {
    window.clearTimeout(reopening);
    source.close();
    connection.set("connecting");
  };
}

function listen(source: EventSource, client: QueryClient, refresh: () => void): void {
  const on = <T>(kind: string, take: (data: T) => void) =>
    source.addEventListener(kind, (event: MessageEvent<string>) => take(JSON.parse(event.data) as T));
  const reload = (id: string) => void client.invalidateQueries({ queryKey: keys.job(id) });
  const reloadAll = () => void client.invalidateQueries({ queryKey: keys.jobs });

  // Both mean: what happened before now was not told.
  on("hello", reloadAll);
  on("reset", reloadAll);
  on("queue", reloadAll);
  on("progress", ({ job_id, progress, stage }: Progress) => patchJob(client, job_id, { progress, stage }));
  on("status", ({ job_id, ...state }: Status) => {
    patchJob(client, job_id, state);
    reload(job_id);
    refresh();
  });
  on("sample", ({ job_id, audio_id }: { job_id: string; audio_id: string }) => {
    addSample(client, job_id, audio_id);
    reload(job_id);
    refresh();
  });
  on("done", ({ job_id }: { job_id: string }) => {
    ended.set(job_id);
    reload(job_id);
    refresh();
  });
  on("deleted", ({ job_id }: { job_id: string }) => {
    // A view that shows it asks once more and says that it is gone.
    void client.resetQueries({ queryKey: keys.job(job_id) });
    refresh();
  });
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
