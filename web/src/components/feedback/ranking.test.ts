import { expect, test } from "vitest";
import { dropped, initialOrder, inWords, type Order, stepped } from "./ranking";

const START: Order = [["a"], ["b"], ["c"]];

test("what is dropped between two places has a place of its own there", () => {
  expect(dropped(START, "c", { before: 0 })).toEqual([["c"], ["a"], ["b"]]);
  expect(dropped(START, "a", { before: 2 })).toEqual([["b"], ["a"], ["c"]]);
  expect(dropped(START, "a", { before: 3 })).toEqual([["b"], ["c"], ["a"]]);
});

test("what is dropped onto another is tied with it, and an empty place is no place", () => {
  expect(dropped(START, "c", { onto: 0 })).toEqual([["a", "c"], ["b"]]);
  expect(dropped([["a", "c"], ["b"]], "a", { onto: 1 })).toEqual([["c"], ["b", "a"]]);
});

test("dropping something where it is changes nothing", () => {
  expect(dropped(START, "b", { onto: 1 })).toEqual(START);
  expect(dropped(START, "b", { before: 1 })).toEqual(START);
  expect(dropped(START, "b", { before: 2 })).toEqual(START);
});

test("steps up go through every tie and every place until the top, and steps down go all the way back", () => {
  const up: Order[] = [START];
  for (let step = 0; step < 4; step += 1) up.push(stepped(up.at(-1)!, "c", -1));
  expect(up.slice(1)).toEqual([
    [["a"], ["b", "c"]],
    [["a"], ["c"], ["b"]],
    [["a", "c"], ["b"]],
    [["c"], ["a"], ["b"]],
  ]);
  expect(stepped(up[4]!, "c", -1)).toEqual(up[4]);
  let down = up[4]!;
  for (let step = 0; step < 4; step += 1) down = stepped(down, "c", 1);
  expect(down).toEqual(START);
});

test("an order can be said", () => {
  expect(inWords([["a"], ["b", "c", "d"]], (id) => id.toUpperCase())).toBe("A, then B, C and D");
  expect(initialOrder(["a", "b"])).toEqual([["a"], ["b"]]);
});
