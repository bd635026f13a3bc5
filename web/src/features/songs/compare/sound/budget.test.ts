import { expect, test } from "vitest";
import { MOST_BYTES, windowAround, windowSeconds } from "./budget";

const FOUR_MINUTES = { duration: 240, channels: 2 };

test("what fits is held whole", () => {
  expect(windowSeconds([{ duration: 8, channels: 1 }, { duration: 30.5, channels: 2 }], 48_000)).toBe(30.5);
  expect(windowSeconds(Array(4).fill(FOUR_MINUTES), 48_000)).toBe(240);
});

test("ten long samples are held in part, within the bound", () => {
  const sides = Array(10).fill(FOUR_MINUTES);
  const seconds = windowSeconds(sides, 48_000);
  expect(seconds).toBe(104);
  expect(seconds * 10 * 2 * 48_000 * 4).toBeLessThanOrEqual(MOST_BYTES);
});

test("a part lies within the samples", () => {
  expect(windowAround(0, 104, 240)).toEqual([0, 104]);
  expect(windowAround(104, 104, 240)).toEqual([104, 208]);
  expect(windowAround(208, 104, 240)).toEqual([136, 240]);
  expect(windowAround(5, 30, 30)).toEqual([0, 30]);
});
