import type { QueryClient } from "@tanstack/react-query";
import type { Said } from "@/api/feedback";
import { deleteFeedback, refreshFeedback } from "@/api/giveFeedback";
import { useMe } from "@/api/queries";
import { removeLater } from "@/components/undo";

interface Where {
  jobId: string;
  audioId: string;
  /** The letter of the sample. */
  label: string;
}

/** Delete what was said for good unless it is undone within eight seconds. */
export function deleteSaidLater(client: QueryClient, { id, rating }: Pick<Said, "id" | "rating">, where: Where): void {
  const what = rating === null ? "Feedback" : `${rating} of 5`;
  removeLater({
    id,
    title: `${what} for sample ${where.label}`,
    remove: () => deleteFeedback(id),
    settle: () => refreshFeedback(client, where.jobId, where.audioId),
  });
}

/** Everybody may delete what they said, administrators everything. */
export function useMayDelete(): (said: Pick<Said, "author">) => boolean {
  const { data: me } = useMe();
  return ({ author }) => me?.role === "admin" || me?.id === author.id;
}
