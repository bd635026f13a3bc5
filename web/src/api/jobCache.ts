import type { QueryClient } from "@tanstack/react-query";
import type { Job, Schemas } from "./client";
import { keys } from "./keys";
import { takeOver } from "./takeOver";

type JobPage = Schemas["Page_JobOut_"];

/** Change a job wherever it is shown. */
export function patchJob(client: QueryClient, id: string, change: Partial<Job>): void {
  const patch = (job: Job) => (job.id === id ? { ...job, ...change } : job);
  client.setQueryData<Job>(keys.job(id), (job) => job && patch(job));
  client.setQueriesData<JobPage>(
    { queryKey: keys.jobList },
    (page) => page && { ...page, items: page.items.map(patch) },
  );
}

/**
 * A finished sample takes its place at once: were it only asked for, a job that ends at the same moment would be
 * drawn without its last row until the answer came. Samples are told in the order of their labels.
 */
export function addSample(client: QueryClient, id: string, audioId: string): void {
  client.setQueryData<Job>(
    keys.job(id),
    (job) => job && (job.audio_ids.includes(audioId) ? job : { ...job, audio_ids: [...job.audio_ids, audioId] }),
  );
}

/** Take over the answer to a change, and look again at what depends on it. */
export async function putJob(client: QueryClient, job: Job): Promise<void> {
  await takeOver<Job>(client, keys.job(job.id), job);
  patchJob(client, job.id, job);
  refreshQueue(client);
}

/** Lists and counts: positions in the queue change with every job that comes or goes. */
export function refreshQueue(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: keys.jobList });
  void client.invalidateQueries({ queryKey: keys.stats });
}
