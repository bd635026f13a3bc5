import { answerDrafts } from "@/components/answerDrafts";

/** Words about a sample that are not saved yet. */
export interface Draft {
  tags: string[];
  /** The tag that is still being typed. */
  typed: string;
  notes: string;
}

const nameOf = (audioId: string) => `feedback.${audioId}`;

/** Where the draft of a hidden sample is kept: apart, so that nothing older shows in it. */
export const hiddenName = (audioId: string) => `${audioId}.hidden`;

/** One draft a sample, kept and forgotten as those of answers are. */
export const feedbackDrafts = {
  read(audioId: string): Draft | null {
    try {
      const { tags, typed, notes } = JSON.parse(answerDrafts.read(nameOf(audioId))) as Draft;
      return Array.isArray(tags) ? { tags: tags.map(String), typed: String(typed), notes: String(notes) } : null;
    } catch {
      return null;
    }
  },
  write: (audioId: string, draft: Draft | null) =>
    answerDrafts.write(nameOf(audioId), draft ? JSON.stringify(draft) : ""),
  /** What was written while the sample was hidden takes the place of its draft. */
  uncover(audioId: string): void {
    const draft = feedbackDrafts.read(hiddenName(audioId));
    if (!draft) return;
    feedbackDrafts.write(audioId, draft);
    feedbackDrafts.write(hiddenName(audioId), null);
  },
};
