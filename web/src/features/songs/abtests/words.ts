import type { Criterion } from "@/api/feedback";

export interface NamedAdapter {
  /** That of the engine alone is “base”. */
  name: string;
  version: number | null;
}

/** An adapter as people call it: by its name and version. */
export const adapterWords = ({ name, version }: NamedAdapter): string => (version === null ? name : `${name} v${version}`);

const QUESTIONS: Record<Criterion, string> = {
  overall: "Which one is better?",
  melody: "Which melody is better?",
  rhythm: "Which rhythm is better?",
  harmony: "Which harmony is better?",
  coherence: "Which one hangs together better?",
  creativity: "Which one is more creative?",
  production: "Which one sounds better produced?",
  prompt_match: "Which one matches the words better?",
};

/** What a rater is asked, by the criterion of the test. */
export const question = (criterion: string): string => QUESTIONS[criterion as Criterion] ?? QUESTIONS.overall;
