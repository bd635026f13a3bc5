import type { ChatEvent, ChatMessage, ChatResult, Vote } from "./visitorApi";

/** `lost`: the connection broke; `failed`: the server said why it could not answer. */
export type TurnState = "asking" | "answered" | "stopped" | "lost" | "failed";

/** One question and what came of it. */
export interface Turn {
  id: number;
  query: string;
  state: TurnState;
  /** What the server says it is doing, until the first words of the answer. */
  status: string | null;
  /** As far as it has come. */
  narrative: string;
  result: ChatResult | null;
  /** Why there is no answer, as a sentence. */
  problem: string | null;
  vote: Vote | null;
}

export const LOST = "The connection was lost before the answer was complete.";
const MOST_TURNS_SENT = 10;

export const asking = (id: number, query: string): Turn => ({
  id,
  query,
  state: "asking",
  status: null,
  narrative: "",
  result: null,
  problem: null,
  vote: null,
});

export function afterEvent(turn: Turn, event: ChatEvent): Turn {
  switch (event.event) {
    case "status":
      return { ...turn, status: event.status };
    case "delta":
      return { ...turn, narrative: turn.narrative + event.text };
    case "result":
      return { ...turn, state: "answered", narrative: event.narrative, result: event };
    case "error":
      return { ...turn, state: "failed", problem: event.message };
    case "done":
      return turn;
  }
}

/** A result that had come before the connection broke is an answer all the same. */
export const afterBreak = (turn: Turn, state: "stopped" | "lost" | "failed", problem: string | null): Turn =>
  turn.state === "asking" ? { ...turn, state, problem } : turn;

/** The newest result with experts: the only one with a form and thumbs. */
export const latestMatch = (turns: readonly Turn[]): Turn | undefined =>
  turns.findLast(({ result }) => result?.type === "match");

/** Whether profiles of it wait for an email. */
export const isLocked = ({ result }: Turn): boolean => result?.experts.some(({ locked }) => locked) ?? false;

/** What was said before, for the next question. */
export const historyOf = (turns: readonly Turn[]): ChatMessage[] =>
  turns
    .filter(({ state }) => state === "answered")
    .slice(-MOST_TURNS_SENT)
    .flatMap(({ query, narrative }) => [
      { role: "user", content: query },
      { role: "assistant", content: narrative },
    ]);

/** What a screen reader is told of a turn: never each word as it comes. */
export function announcement(turn: Turn | undefined): string {
  if (!turn) return "";
  if (turn.state === "asking") return "Looking for experts.";
  if (turn.state === "stopped") return "Stopped.";
  if (turn.state !== "answered") return turn.problem ?? "";
  const names = turn.result?.experts.map(({ name, title }) => (title ? `${name}, ${title}` : name)) ?? [];
  return [turn.narrative, ...names].join(" ");
}

/** A tab that was reloaded in the middle of an answer can only ask again. */
export const restored = (turns: readonly Turn[]): Turn[] => turns.map((turn) => afterBreak(turn, "lost", LOST));
