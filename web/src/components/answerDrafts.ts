import { localStore } from "./localStore";

const PREFIX = "reprise.answer.";

/** The unsent answer to a question, kept in this browser alone. */
export const answerDrafts = {
  read: (questionId: string) => localStore.read(PREFIX + questionId) ?? "",
  write: (questionId: string, text: string) => localStore.write(PREFIX + questionId, text || null),
};

/** Whoever signs out leaves nothing of their interviews on a machine that others may use. */
export function forgetDrafts(): void {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    for (const name of names) localStorage.removeItem(name);
  } catch {
    // Where storage is forbidden there is nothing to forget.
  }
}
