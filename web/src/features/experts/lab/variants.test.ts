import { expect, test } from "vitest";
import { AS_IN_FORCE, changeWords, toVariant } from "./variants";

test("only what differs from what is in force is sent", () => {
  expect(toVariant(AS_IN_FORCE, 0)).toEqual({ name: "Variant A" });
  expect(toVariant({ ...AS_IN_FORCE, match_threshold: 0, learning: "off" }, 2)).toEqual({
    name: "Variant C",
    match_threshold: 0,
    learning: false,
  });
});

test("a change of place is told in words", () => {
  expect(changeWords({ change: "up", rank: 1, baseline_rank: 3 })).toBe("up 2");
  expect(changeWords({ change: "down", rank: 3, baseline_rank: 2 })).toBe("down 1");
  expect(changeWords({ change: "same", rank: 1, baseline_rank: 1 })).toBe("same place");
  expect(changeWords({ change: "new", rank: 1, baseline_rank: null })).toBe("new");
});
