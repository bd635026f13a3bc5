import { expect, test } from "vitest";
import { corners } from "./corners";

test("axes begin at the top and go round clockwise; values outside the scale stay on it", () => {
  const found = corners([100, 50, 0, 140], 10).map(([x, y]) => [Math.round(x) + 0, Math.round(y) + 0]);
  expect(found).toEqual([
    [0, -10],
    [5, 0],
    [0, 0],
    [-10, 0],
  ]);
});
