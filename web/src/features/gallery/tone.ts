import type { Schemas } from "@/api/client";

const RATE = 8_000;
const BINS = 400;
const HEADER = 44;

export interface Tone {
  url: string;
  waveform: Schemas["WaveformOut"];
}

/** Level of the tone at a share of its length. */
export type Shape = (share: number) => number;

/** A real tone of so many seconds, made here: 16-bit mono WAV, with its picture. */
export function tone(seconds: number, hertz: number, shape: Shape): Tone {
  const frames = Math.round(seconds * RATE);
  const values = Int16Array.from({ length: frames }, (_, frame) => {
    const level = shape(frame / frames) * Math.sin((2 * Math.PI * hertz * frame) / RATE);
    return Math.max(-32_768, Math.min(32_767, Math.round(level * 32_767)));
  });
  const url = URL.createObjectURL(new Blob([header(frames), values], { type: "audio/wav" }));
  return { url, waveform: { duration: seconds, bins: BINS, peaks: peaks(values) } };
}

function peaks(values: Int16Array): number[] {
  const size = values.length / BINS;
  return Array.from({ length: BINS }, (_, bin) => {
    const part = values.subarray(Math.floor(bin * size), Math.floor((bin + 1) * size));
    return [Math.floor(Math.min(...part) / 256), Math.floor(Math.max(...part) / 256)];
  }).flat();
}

/** RIFF WAVE, PCM: http://soundfile.sapp.org/doc/WaveFormat/ */
function header(frames: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(HEADER));
  const text = (at: number, word: string) =>
    [...word].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, HEADER - 8 + 2 * frames, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, 2 * RATE, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, 2 * frames, true);
  return view.buffer;
}
