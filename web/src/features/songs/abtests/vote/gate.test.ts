import { expect, test } from "vitest";
import { isOpen, shareHeard, stillToHear } from "./gate";

test("a vote waits until both sides were heard for long enough", () => {
  expect(isOpen({ left: 5_000, right: 4_999 }, 5_000)).toBe(false);
  expect(isOpen({ left: 5_000, right: 5_000 }, 5_000)).toBe(true);
  expect(isOpen({ left: 0, right: 0 }, 0)).toBe(true);
});

test("it is said which side is missing, in seconds that are never too few", () => {
  expect(stillToHear({ left: 0, right: 0 }, 5_000)).toBe("Listen 5 s more to the left and 5 s more to the right, then choose.");
  expect(stillToHear({ left: 6_000, right: 2_001 }, 5_000)).toBe("Listen 3 s more to the right, then choose.");
  expect(stillToHear({ left: 6_000, right: 5_000 }, 5_000)).toBeNull();
});

test("more than enough is no more than all of it", () => {
  expect([shareHeard(0, 4_000), shareHeard(1_000, 4_000), shareHeard(9_000, 4_000), shareHeard(0, 0)]).toEqual([0, 0.25, 1, 1]);
});
