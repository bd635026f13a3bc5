import { expect, test } from "vitest";
import { rateWords } from "./rate";

test("a rate has the sign of its currency, or the letters that stand for it", () => {
  expect(rateWords(120, "EUR")).toBe("€120 an hour");
  expect(rateWords(99.5, "USD")).toBe("$99.50 an hour");
  expect(rateWords(80, "credits")).toBe("80 credits an hour");
  expect(rateWords(80, null)).toBe("80 an hour");
});
