import { expect, test } from "vitest";
import { spots } from "./spots";

test("bins at full scale are clipped, neighbours make one spot", () => {
  expect(spots([-10, 10, -128, 20, -5, 127, -1, 1], 4).clipped).toEqual([[1, 3]]);
});

test("silence counts from half a second", () => {
  const quiet = [0, 0];
  expect(spots([-1, 1, ...quiet, ...quiet, -1, 1], 4).silent).toEqual([[1, 3]]);
  expect(spots([-1, 1, ...quiet, -1, 1], 1).silent).toEqual([]);
});
