import { expect, test } from "vitest";
import { rounded } from "./estimate";

test.each([
  [62.31, 8.74, "62", "9"],
  [0.6231, 0.0874, "0.62", "0.09"],
  [3.456, 0.123, "3.46", "0.12"],
  [-0.51, 0.3, "−0.5", "0.3"],
  [1234.5, 25, "1235", "25"],
  [-0.001, 0.2, "0.0", "0.2"],
])("%s ± %s is told as %s ± %s", (value, margin, shown, around) => {
  expect(rounded({ value, margin })).toEqual({ value: shown, margin: around });
});

test("without a margin three figures are told and none is made up", () => {
  expect(rounded({ value: 4.1666, margin: null })).toEqual({ value: "4.17", margin: null });
  expect(rounded({ value: 0, margin: 0 })).toEqual({ value: "0", margin: null });
});
