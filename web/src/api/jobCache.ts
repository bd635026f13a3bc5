import type { QueryClient } from "@tanstack/react-query";
import type { Job, Schemas } from "./client";
import { keys } from "./keys";

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

/** Take over the answer to a change, and look again at what depends on it. */
export function putJob(client: QueryClient, job: Job): void {
  client.setQueryData<Job>(keys.job(job.id), job);
  patchJob(client, job.id, job);
  refreshQueue(client);
}

/** Lists and counts: positions in the queue change with every job that comes or goes. */
export function refreshQueue(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: keys.jobList });
  void client.invalidateQueries({ queryKey: keys.stats });
}
