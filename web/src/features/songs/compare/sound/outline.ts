import type { SideSound } from "./graph";

const BINS = 512;
// Of a few thousand frames a bin, every eighth shows the same outline.
const STRIDE = 8;
const MOST = 127;

/**
 * The loudest moments of all sounds together in equal spans of time, as pairs of −127 to 127 (lowest, highest),
 * the highest of all at the edge.
 */
export function outline(sounds: readonly SideSound[]): number[] {
  const peaks = new Float32Array(BINS);
  for (const { buffer, gainDb } of sounds) {
    const gain = 10 ** (gainDb / 20);
    for (let channel = 0; channel < buffer.numberOfChannels; channel += 1) {
      addPeaks(peaks, buffer.getChannelData(channel), gain);
    }
  }
  const highest = Math.max(...peaks);
  return Array.from(peaks).flatMap((peak) => {
    const value = highest > 0 ? Math.round((MOST * peak) / highest) : 0;
    return [-value, value];
  });
}

export function addPeaks(peaks: Float32Array, frames: Float32Array, gain: number): void {
  const bins = peaks.length;
  for (let frame = 0; frame < frames.length; frame += STRIDE) {
    const bin = Math.min(bins - 1, Math.floor((frame * bins) / frames.length));
    const value = Math.abs(frames[frame]!) * gain;
    if (value > peaks[bin]!) peaks[bin] = value;
  }
}
