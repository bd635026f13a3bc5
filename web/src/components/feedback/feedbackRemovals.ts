import type { QueryClient } from "@tanstack/react-query";
import type { Said } from "@/api/feedback";
import { deleteFeedback, refreshFeedback } from "@/api/giveFeedback";
import { useMe } from "@/api/queries";
import { removeLater } from "@/components/undo";
import { CRITERION_WORDS } from "./criteria";

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

type Words = Pick<Said, "rating" | "rating_criterion" | "preferred_over" | "tie" | "tags" | "notes" | "effective">;

/** What a record says, to tell it from the others: “the 4 stars for melody of sample C”. */
export function recordInWords(said: Words, label: string, labelOf: (audioId: string) => string | undefined): string {
  return `the ${substance(said, `sample ${label}`, labelOf)}${said.effective ? "" : ", replaced by something newer"}`;
}

function substance(
  { rating, rating_criterion, preferred_over, tie, tags, notes }: Words,
  sample: string,
  labelOf: (audioId: string) => string | undefined,
): string {
  const by = CRITERION_WORDS[rating_criterion].toLowerCase();
  if (rating !== null) return `${rating} ${rating === 1 ? "star" : "stars"}${rating_criterion === "overall" ? "" : ` for ${by}`} of ${sample}`;
  if (preferred_over !== null) {
    const label = labelOf(preferred_over);
    const other = label ? `sample ${label}` : "a sample of another job";
    return tie ? `tie of ${sample} with ${other}` : `preference of ${sample} over ${other}`;
  }
  if (tags.length) return `tags ${tags.join(", ")} of ${sample}`;
  return `${notes === null ? "feedback" : "notes"} on ${sample}`;
}

/** Everybody may delete what they said, administrators everything. */
export function useMayDelete(): (said: Pick<Said, "author">) => boolean {
  const { data: me } = useMe();
  return ({ author }) => me?.role === "admin" || me?.id === author.id;
}
