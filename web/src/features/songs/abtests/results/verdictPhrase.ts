import type { AbSide, AbTestInList } from "@/api/abtests";
import { adapterWords } from "../words";

/** What a test says so far, in one phrase: the broader claim first. */
export function verdictPhrase(a: AbSide, b: AbSide, won: NonNullable<AbTestInList["verdict"]>): string {
  const name = (side: "a" | "b") => adapterWords(side === "a" ? a : b);
  if (won.raters_in_general) return `${name(won.raters_in_general)} is preferred in general`;
  if (won.these_raters) return `${name(won.these_raters)} is preferred by these raters`;
  return "not decided yet";
}
