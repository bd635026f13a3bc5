import type { AdapterVersion, Deltas } from "@/api/adapters";
import { shown } from "@/components/parameters/parameters";

/** Those that are not zero, as a version stores them. */
export const given = (deltas: Deltas): Deltas => Object.fromEntries(Object.entries(deltas).filter(([, value]) => value));

/** In one line: “tempo −0.30, reverb +0.40”. */
export function inWords(deltas: Deltas): string {
  const moved = Object.entries(given(deltas));
  return moved.map(([name, value]) => `${name} ${shown(value, true)}`).join(", ") || "nothing changed";
}

/** What a version changes, in one line. */
export function changes({ parameters, weights }: Pick<AdapterVersion, "parameters" | "weights">): string {
  if (!weights) return inWords(parameters);
  return `learned: rank ${weights.rank}, ${weights.pairs} modules of ${weights.base_model}`;
}

/** Names that are not zero in one of the versions, in the order in which they are met. */
export const named = (versions: Pick<AdapterVersion, "parameters">[]): string[] => [
  ...new Set(versions.flatMap(({ parameters }) => Object.keys(given(parameters)))),
];
