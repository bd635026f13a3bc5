import type { InterviewSession, Message, SessionStatus } from "@/api/interviews";

export const STATUS_WORDS: Record<SessionStatus, string> = {
  active: "In progress",
  paused: "Paused",
  completed: "Completed",
};

export const TYPE_WORDS: Record<Message["type"], string> = {
  technical: "Technical",
  behavioral: "Behavioural",
  situational: "Situational",
  answer: "Answer",
};

/** The role and the company, as far as there is one. */
export const nameOf = ({ role, posting }: Pick<InterviewSession, "role" | "posting">) =>
  posting.company ? `${role} at ${posting.company}` : role;

/** Of which sort the judge is: the offline rubric by its name, anything else is a model. */
export const isRubric = (analyst: string) => analyst.startsWith("rubric") || analyst.startsWith("offline");

/** Who will ask and judge, and so where what is written goes. */
export const askerWords = (analyst: string): string =>
  isRubric(analyst)
    ? "Questions and feedback come from fixed rules on this server, not from a language model. What you write stays here."
    : `Questions and feedback come from the language model ${analyst}. What you write is sent to it.`;

/** Who judged; the overall comment says what that is worth. */
export const judgeWords = (analyst: string | null): string =>
  analyst === null
    ? "Who judged is not known any more."
    : isRubric(analyst)
      ? `Judged offline by fixed rules (${analyst}), not by a language model.`
      : `Judged by the model ${analyst}. Models can be wrong: look at the words that each judgement quotes.`;
