import { expect, test } from "vitest";
import { addPeaks } from "./outline";

test("the outline of several sounds is that of the loudest at each moment", () => {
  const peaks = new Float32Array(2);
  const [quietThenLoud, loudThenQuiet] = [new Float32Array(160), new Float32Array(160)];
  quietThenLoud.fill(0.1, 0, 80).fill(-0.5, 80);
  loudThenQuiet.fill(0.8, 0, 80).fill(0.2, 80);
  addPeaks(peaks, quietThenLoud, 1);
  addPeaks(peaks, loudThenQuiet, 0.5);
  const rounded = Array.from(peaks).map((peak) => Math.round(100 * peak) / 100);
  expect(rounded).toEqual([0.4, 0.5]);
});
