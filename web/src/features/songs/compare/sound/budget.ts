/** Decoded sound takes four bytes a value; beyond this a phone's browser may end the page. */
export const MOST_BYTES = 400_000_000;
const BYTES_A_VALUE = 4;

interface Sound {
  /** Seconds. */
  duration: number;
  channels: number;
}

/** How many seconds of every side can be held at once: all of the longest, or as much as fits. */
export function windowSeconds(sides: readonly Sound[], rate: number, mostBytes = MOST_BYTES): number {
  const longest = Math.max(0, ...sides.map(({ duration }) => duration));
  const aSecond = sides.reduce((sum, { channels }) => sum + channels, 0) * rate * BYTES_A_VALUE;
  return Math.min(longest, Math.floor(mostBytes / Math.max(1, aSecond)));
}

/** The part of that length that holds a moment, as far back as it may lie. */
export function windowAround(moment: number, seconds: number, longest: number): [number, number] {
  const from = Math.min(Math.max(0, Math.floor(moment)), Math.max(0, longest - seconds));
  return [from, from + seconds];
}
