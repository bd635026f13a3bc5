import { expect, test } from "vitest";
import { played, positionAt, type Timeline } from "./timeline";

const STRAIGHT: Timeline = { when: 10, offset: 2, length: 30, loop: null };
const LOOPED: Timeline = { when: 10, offset: 4, length: 30, loop: [5, 7] };

test("the playhead follows the clock and stops at the end", () => {
  expect(positionAt(STRAIGHT, 9)).toBe(2);
  expect(positionAt(STRAIGHT, 13.5)).toBe(5.5);
  expect(positionAt(STRAIGHT, 99)).toBe(30);
});

test("a part repeats without losing time", () => {
  expect(positionAt(LOOPED, 12.5)).toBe(6.5);
  expect(positionAt(LOOPED, 13)).toBe(5);
  expect(positionAt(LOOPED, 14.25)).toBe(6.25);
  expect(positionAt(LOOPED, 10 + 1 + 2 * 1_000 + 0.5)).toBe(5.5);
});

test("what sounds between two moments is told, each time round", () => {
  expect(played(STRAIGHT, 8, 9)).toEqual([]);
  expect(played(STRAIGHT, 9, 11)).toEqual([[2, 3]]);
  expect(played(STRAIGHT, 36, 60)).toEqual([[28, 30]]);
  expect(played(LOOPED, 10, 12)).toEqual([[4, 6]]);
  expect(played(LOOPED, 12, 14)).toEqual([[6, 7], [5, 6]]);
  expect(played(LOOPED, 10, 18)).toEqual([[4, 7], [5, 7], [5, 7], [5, 6]]);
});
