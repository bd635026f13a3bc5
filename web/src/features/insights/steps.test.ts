import { expect, test } from "vitest";
import { withGaps } from "./steps";

const at = (date: string) => ({ date, count: 2, average: 4.5 });
const dates = (found: ReturnType<typeof at>[], step: "day" | "week" | "month") =>
  withGaps(found, step, found[0]?.date).map(({ date, count }) => [date, count]);

test("days without ratings have a place and no average", () => {
  expect(withGaps([at("2026-02-27"), at("2026-03-01")], "day", "2026-02-27")).toEqual([
    at("2026-02-27"),
    { date: "2026-02-28", count: 0, average: null },
    at("2026-03-01"),
  ]);
});

test("weeks and months are as long as they are", () => {
  expect(dates([at("2026-01-05"), at("2026-01-19")], "week")).toEqual([
    ["2026-01-05", 2],
    ["2026-01-12", 0],
    ["2026-01-19", 2],
  ]);
  expect(dates([at("2025-12-01"), at("2026-02-01")], "month")).toEqual([
    ["2025-12-01", 2],
    ["2026-01-01", 0],
    ["2026-02-01", 2],
  ]);
});

test("nothing is nothing, and one is one", () => {
  expect(withGaps([], "day")).toEqual([]);
  expect(dates([at("2026-01-01")], "month")).toEqual([["2026-01-01", 2]]);
});

test("a few days have a past of days without ratings, as far as it was asked for", () => {
  const all = withGaps([at("2026-03-01")], "day");
  expect([all.length, all[0]?.date, all.at(-1)?.date]).toEqual([14, "2026-02-16", "2026-03-01"]);
  expect(withGaps([at("2026-03-01")], "day", "2026-02-28").map(({ date }) => date)).toEqual(["2026-02-28", "2026-03-01"]);
});
