import { expect, test } from "vitest";
import { addSegment, movedEdge, region } from "./segments";

test("what touches becomes one segment, what does not stays apart", () => {
  expect(addSegment([], [1, 2])).toEqual([[1, 2]]);
  expect(addSegment([[1, 2]], [2, 3])).toEqual([[1, 3]]);
  expect(addSegment([[1, 2], [5, 6]], [1.5, 5.5])).toEqual([[1, 6]]);
  expect(addSegment([[5, 6]], [1, 2])).toEqual([[1, 2], [5, 6]]);
});

test("hearing a part again changes nothing", () => {
  expect(addSegment([[0, 10]], [3, 4])).toEqual([[0, 10]]);
});

test("a region may be drawn from either side and stays within the sample", () => {
  expect(region(4, 2, 10)).toEqual([2, 4]);
  expect(region(8, 14, 10)).toEqual([8, 10]);
  expect(region(-3, 1, 10)).toEqual([0, 1]);
});

test("a click is no region", () => {
  expect(region(4, 4.05, 10)).toBeNull();
});

test("an edge moves to the playhead; beyond the other one it starts a new part", () => {
  expect(movedEdge(null, 0, 4, 10)).toEqual([4, 10]);
  expect(movedEdge(null, 1, 4, 10)).toEqual([0, 4]);
  expect(movedEdge([2, 6], 0, 3, 10)).toEqual([3, 6]);
  expect(movedEdge([2, 6], 0, 7, 10)).toEqual([7, 10]);
  expect(movedEdge([2, 6], 1, 1, 10)).toEqual([0, 1]);
});
