import { expect, test } from "vitest";
import { rangeWords, settingName, valueWords } from "./settingWords";

test("a setting is told in words", () => {
  expect(settingName("match_threshold")).toBe("Match threshold");
  expect([valueWords(true), valueWords(false), valueWords(0.4)]).toEqual(["on", "off", "0.4"]);
  expect(rangeWords({ kind: "number", minimum: 0, maximum: 1 })).toBe("From 0 to 1.");
  expect(rangeWords({ kind: "integer", minimum: 1, maximum: null })).toBe("At least 1.");
  expect(rangeWords({ kind: "boolean", minimum: null, maximum: null })).toBe("");
});
