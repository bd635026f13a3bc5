import { adapterWords } from "../words";
import type { Given } from "./PairView";

/** What one voted for, now that the names are known. */
export function revealSentence({ choice, reveal }: Given): string {
  const [left, right] = [adapterWords(reveal.left), adapterWords(reveal.right)];
  if (choice === "tie") return `You found ${left} and ${right} about the same.`;
  if (choice === "both_bad") return `You found both bad: ${left} and ${right}.`;
  return choice === "left" ? `You preferred ${left} to ${right}.` : `You preferred ${right} to ${left}.`;
}
