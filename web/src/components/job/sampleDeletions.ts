import type { QueryClient } from "@tanstack/react-query";
import type { Audio } from "@/api/client";
import { deleteSample } from "@/api/downloads";
import { keys } from "@/api/keys";
import { removeFromTray } from "@/components/player/compareTray";
import { player } from "@/components/player/player";
import { removeLater } from "@/components/undo";

/** Delete one sample for good unless it is undone within eight seconds. */
export function deleteSampleLater(client: QueryClient, { id, job_id, label, prompt }: Audio): void {
  player.remove(id);
  removeFromTray(id);
  removeLater({
    id,
    title: `Sample ${label} of ${prompt.text}`,
    remove: () => deleteSample(id),
    settle: async () => {
      await client.refetchQueries({ queryKey: keys.job(job_id) });
      void client.invalidateQueries({ queryKey: keys.jobList });
    },
  });
}
