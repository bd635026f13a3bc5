/**
 * The sides 0 to `count` in the order in which they are shown: as they are without a seed, else shuffled, the
 * same way for the same seed (Fisher and Yates; the numbers are those of mulberry32, which is in the public domain).
 */
export function shuffled(count: number, seed: number | null): number[] {
  const order = Array.from({ length: count }, (_, place) => place);
  if (seed === null) return order;
  const next = mulberry32(seed);
  for (let last = count - 1; last > 0; last -= 1) {
    const chosen = Math.floor(next() * (last + 1));
    [order[last], order[chosen]] = [order[chosen]!, order[last]!];
  }
  return order;
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const drawSeed = () => crypto.getRandomValues(new Uint32Array(1))[0]!;
