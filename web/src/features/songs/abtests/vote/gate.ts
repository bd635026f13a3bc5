export const SIDES = ["left", "right"] as const;
export type SideName = (typeof SIDES)[number];

/** Whole milliseconds that were heard of each side, repetitions included. */
export type HeardMs = Record<SideName, number>;

/** How much of what must be heard of a side was heard, from 0 to 1. */
export const shareHeard = (heardMs: number, leastMs: number) => (leastMs > 0 ? Math.min(1, heardMs / leastMs) : 1);

export const isOpen = (heard: HeardMs, leastMs: number) => SIDES.every((side) => heard[side] >= leastMs);

/** What must still be heard before a vote counts; null when enough was. */
export function stillToHear(heard: HeardMs, leastMs: number): string | null {
  const missing = SIDES.filter((side) => heard[side] < leastMs).map(
    (side) => `${Math.ceil((leastMs - heard[side]) / 1_000)} s more to the ${side}`,
  );
  return missing.length ? `Listen ${missing.join(" and ")}, then choose.` : null;
}
