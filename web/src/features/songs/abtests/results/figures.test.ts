import { expect, test } from "vitest";
import { evidence, evidenceWords, range } from "./figures";

test("intervals are rounded outwards, whole ones stay", () => {
  expect(range([0.512, 0.888])).toBe("51–89 %");
  expect(range([0, 1])).toBe("0–100 %");
  expect(range([0.29, 0.57])).toBe("29–57 %");
});

test("evidence is said as a bet", () => {
  expect([0.3, 1, 19.6, 1e300].map(evidence)).toEqual(["0.3 : 1", "1.0 : 1", "20 : 1", "over 1,000 : 1"]);
});

const claim = { n: 1, win_rate: 1, interval: [0, 1] as [number, number], e_value: 4, winner: null, sentence: "", consistent: true, more_raters: null, looks: [] };

test("what is decided says since when, what is not says what is missing", () => {
  expect(evidenceWords({ ...claim, decided: false, decided_after: null }, "vote")).toBe("Evidence 4.0 : 1; 20 : 1 decides.");
  expect(evidenceWords({ ...claim, e_value: 31, decided: true, decided_after: 9 }, "person")).toBe("Evidence 31 : 1; decided after 9 people.");
});
