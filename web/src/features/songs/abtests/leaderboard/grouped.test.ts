import { expect, test } from "vitest";
import { chanceOf, grouped } from "./grouped";

test("groups keep their order, and that of their members", () => {
  const standings = [
    { group: 0, name: "Warm" },
    { group: 0, name: "base" },
    { group: 1, name: "Alone" },
  ];
  expect(grouped(standings).map((group) => group.map(({ name }) => name))).toEqual([["Warm", "base"], ["Alone"]]);
  expect(grouped([])).toEqual([]);
});

test("a strength of nought is an even chance", () => {
  expect(chanceOf(0)).toBe(0.5);
  expect(chanceOf(Math.log(3))).toBeCloseTo(0.75);
});
