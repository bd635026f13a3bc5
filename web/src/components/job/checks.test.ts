import { expect, test } from "vitest";
import { type Check, checkRows, shown, titleOf, verdict } from "./checks";

const check = (name: string, state: Check["state"], given: Partial<Check> = {}): Check => ({
  name,
  state,
  value: 1,
  unit: "",
  limit: "at most 2",
  expected: null,
  at: null,
  ...given,
});

test("checks of several samples stand side by side, and a sample without any leaves a gap", () => {
  const rows = checkRows([
    { technical_checks: [check("loudness", "pass"), check("key", "warn")] },
    { technical_checks: null },
  ]);
  expect(rows.map(({ title, limit }) => [title, limit])).toEqual([
    ["Integrated loudness", "At most 2"],
    ["Key", "At most 2"],
  ]);
  expect(rows[1]?.found.map((found) => found?.state)).toEqual(["warn", undefined]);
});

test("what was found is said with its unit, what was asked for and where it is", () => {
  expect(shown(check("tempo", "pass", { value: 59.9, unit: "bpm", expected: 60 }))).toBe("59.9 bpm, asked 60 bpm");
  expect(shown(check("longest_silence", "warn", { value: 1.5, unit: "s", at: 65.2 }))).toBe("1.5 s, at 1:05");
  expect(shown(check("key", "warn", { value: null, expected: "D minor" }))).toBe("none found, asked D minor");
  expect(shown(check("true_peak", "pass", { value: -1.2, unit: "dBTP" }))).toBe("−1.2 dBTP");
});

test("the summary counts what is outside", () => {
  const rows = (...states: Check["state"][]) =>
    checkRows([{ technical_checks: states.map((state, place) => check(`c${place}`, state)) }]);
  expect(verdict(rows("pass", "info"))).toEqual({ state: "pass", words: "all within their limits" });
  expect(verdict(rows("warn", "pass")).words).toBe("1 value outside the limits");
  expect(verdict(rows("warn", "warn")).words).toBe("2 values outside the limits");
});

test("names become titles", () => {
  expect(["dc_offset", "onset_rate", "true_peak"].map(titleOf)).toEqual(["DC offset", "Onset rate", "True peak"]);
});
