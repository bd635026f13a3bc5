import { expect, test } from "vitest";
import { roundUp, runs } from "./scale";

test("an axis ends at a round number that holds every value", () => {
  expect([0, 0.03, 1, 3, 7, 12, 50, 51].map(roundUp)).toEqual([1, 0.05, 1, 5, 10, 20, 50, 100]);
});

test("a line breaks where nothing was measured", () => {
  expect(runs([null, 1, 2, null, 3])).toEqual([
    [
      [1, 1],
      [2, 2],
    ],
    [[4, 3]],
  ]);
  expect(runs([null, null])).toEqual([]);
});
