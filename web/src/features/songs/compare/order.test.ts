import { expect, test } from "vitest";
import { shuffled } from "./order";

test("every side has one place, and a seed always shuffles alike", () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const order = shuffled(7, seed);
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(shuffled(7, seed)).toEqual(order);
  }
});

test("every place is as likely for every side", () => {
  const first = [0, 0, 0];
  for (let seed = 0; seed < 3_000; seed += 1) first[shuffled(3, seed)[0]!]! += 1;
  for (const count of first) expect(Math.abs(count - 1_000)).toBeLessThan(120);
});
