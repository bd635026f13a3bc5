import type { AbResults, AbSide, Side } from "@/api/abtests";

type Judged = { a: AbSide; b: AbSide } & Record<"these_raters" | "raters_in_general", Pick<AbResults["these_raters"], "winner">>;

export interface Promotable {
  /** What the test has decided for, if it can be made the active version of its adapter. */
  side: Side | null;
  /** Why there is nothing to do. */
  why: string | null;
}

/** The broader claim decides, or else the narrower one. */
export function promotable(results: Judged): Promotable {
  const winner = results.raters_in_general.winner ?? results.these_raters.winner;
  if (!winner) return { side: null, why: "Once it is decided, the winner can be made the active version here." };
  const { version_id, active, deleted } = results[winner];
  if (version_id === null) return { side: null, why: "The engine alone is preferred: there is no version to promote." };
  if (deleted) return { side: null, why: "The preferred adapter was deleted." };
  return active ? { side: null, why: "The preferred version is the active one already." } : { side: winner, why: null };
}
