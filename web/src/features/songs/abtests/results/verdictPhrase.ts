import type { AbClaim, AbResults } from "@/api/abtests";
import { adapterWords } from "../words";

type Judged = Pick<AbResults, "a" | "b"> & Record<"these_raters" | "raters_in_general", Pick<AbClaim, "winner" | "win_rate">>;

/** What a test says so far, in one phrase: the broader claim first. */
export function verdictPhrase({ a, b, these_raters, raters_in_general }: Judged): string {
  const name = (side: "a" | "b") => adapterWords(side === "a" ? a : b);
  const [general, these] = [raters_in_general.winner, these_raters.winner];
  if (general) return `${name(general)} is preferred in general`;
  if (these) return `${name(these)} is preferred by these raters`;
  return "not decided yet";
}
