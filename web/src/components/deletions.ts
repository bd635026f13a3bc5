import type { QueryClient } from "@tanstack/react-query";
import { deleteJob } from "@/api/mutations";
import { refreshQueue } from "@/api/jobCache";
import { keys } from "@/api/keys";
import { player } from "./player/player";
import { removed, removeLater } from "./undo";

/** Jobs that are shown as gone while there is still time to change one's mind. */
export const deletions = removed;

export const isDeleted = (all: ReadonlySet<string>, id: string) => all.has(id);

/** Delete a job for good unless it is undone within eight seconds. */
export function deleteLater(client: QueryClient, jobId: string, title: string): void {
  if (player.state.get().track?.jobId === jobId) player.close();
  const settle = async () => {
    await client.refetchQueries({ queryKey: keys.jobList });
    refreshQueue(client);
  };
  const remove = async () => {
    await deleteJob(jobId);
    client.removeQueries({ queryKey: keys.job(jobId) });
  };
  removeLater({ id: jobId, title, remove, settle });
}
