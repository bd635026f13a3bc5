import type { QueryClient } from "@tanstack/react-query";
import { deleteJob } from "@/api/mutations";
import { refreshQueue } from "@/api/jobCache";
import { keys } from "@/api/keys";
import { createStore } from "@/api/store";
import { player } from "./player/player";

const UNDO_MS = 8_000;

export interface Deletion {
  jobId: string;
  title: string;
  error: string | null;
}

/** Jobs that are shown as gone while there is still time to change one's mind. */
export const deletions = createStore<readonly Deletion[]>([]);

const timers = new Map<string, number>();
const drop = (id: string) => deletions.set(deletions.get().filter(({ jobId }) => jobId !== id));

export const isDeleted = (all: readonly Deletion[], id: string) =>
  all.some(({ jobId, error }) => jobId === id && error === null);

/** Delete a job for good unless it is undone within eight seconds. */
export function deleteLater(client: QueryClient, jobId: string, title: string): void {
  drop(jobId);
  if (player.state.get().track?.jobId === jobId) player.close();
  deletions.set([...deletions.get(), { jobId, title, error: null }]);
  timers.set(
    jobId,
    window.setTimeout(() => void carryOut(client, jobId, title), UNDO_MS),
  );
}

export function undoDeletion(jobId: string): void {
  window.clearTimeout(timers.get(jobId));
  timers.delete(jobId);
  drop(jobId);
}

/** Whoever leaves the page meant what they did: nothing is left undeleted. */
export function carryOutAll(): void {
  for (const [jobId, timer] of timers) {
    window.clearTimeout(timer);
    void deleteJob(jobId);
  }
  timers.clear();
}

async function carryOut(client: QueryClient, jobId: string, title: string): Promise<void> {
  timers.delete(jobId);
  try {
    await deleteJob(jobId);
    client.removeQueries({ queryKey: keys.job(jobId) });
    await client.refetchQueries({ queryKey: keys.jobList });
    drop(jobId);
  } catch (error) {
    drop(jobId);
    const message = `“${title}” was not deleted: ${(error as Error).message}`;
    deletions.set([...deletions.get(), { jobId, title, error: message }]);
  }
  refreshQueue(client);
}
