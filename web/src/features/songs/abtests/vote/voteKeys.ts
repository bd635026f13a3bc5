import type { SideName } from "./gate";

export type Choice = SideName | "tie" | "both_bad";

export type VoteAction = { does: "toggle" | "next" | "keys" } | { does: "hear"; side: SideName } | { does: "choose"; choice: Choice };

const ACTIONS: Record<string, VoteAction> = {
  " ": { does: "toggle" },
  "1": { does: "hear", side: "left" },
  ArrowLeft: { does: "hear", side: "left" },
  "2": { does: "hear", side: "right" },
  ArrowRight: { does: "hear", side: "right" },
  l: { does: "choose", choice: "left" },
  r: { does: "choose", choice: "right" },
  t: { does: "choose", choice: "tie" },
  b: { does: "choose", choice: "both_bad" },
  n: { does: "next" },
  "?": { does: "keys" },
};

/** What a key does while nothing is being typed. */
export const voteAction = (key: string): VoteAction | undefined => ACTIONS[key.length === 1 ? key.toLowerCase() : key];

export const VOTE_KEYS: [string[], string][] = [
  [["Space"], "Play or pause"],
  [["1", "←"], "Hear the left"],
  [["2", "→"], "Hear the right"],
  [["l"], "The left is better"],
  [["r"], "The right is better"],
  [["t"], "About the same"],
  [["b"], "Both are bad"],
  [["n"], "Next pair"],
  [["?"], "Show or hide these keys"],
];
