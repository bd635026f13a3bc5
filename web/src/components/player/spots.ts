import type { Segment } from "./segments";

const FULL_SCALE = 127;
const QUIET_SECONDS = 0.5;

export interface Spots {
  clipped: Segment[];
  silent: Segment[];
}

/** Where a waveform touches full scale, and where it is silent for half a second or more; in seconds. */
export function spots(peaks: readonly number[], duration: number): Spots {
  const bins = Math.floor(peaks.length / 2);
  const bin = duration / Math.max(1, bins);
  const runs = (holds: (low: number, high: number) => boolean) =>
    spans(bins, (index) => holds(peaks[2 * index]!, peaks[2 * index + 1]!)).map(
      ([from, to]): Segment => [from * bin, to * bin],
    );
  return {
    clipped: runs((low, high) => low <= -FULL_SCALE || high >= FULL_SCALE),
    silent: runs((low, high) => low === 0 && high === 0).filter(([from, to]) => to - from >= QUIET_SECONDS),
  };
}

/** Runs of indices for which something holds, ends excluded. */
function spans(count: number, holds: (index: number) => boolean): Segment[] {
  const found: [number, number][] = [];
  for (let index = 0; index < count; index += 1) {
    if (!holds(index)) continue;
    const last = found.at(-1);
    if (last?.[1] === index) last[1] = index + 1;
    else found.push([index, index + 1]);
  }
  return found;
}
