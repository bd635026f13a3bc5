import { expect, test } from "vitest";
import { adviceWords, votersWords } from "./adviceWords";

const advice = { rate: 0.7, raters: 35, votes_per_rater: 8, power: 0.834, sentence: "" };

test("advice says whom to ask for how much, and how often that is enough", () => {
  expect(adviceWords(advice, 8)).toBe("Ask 35 people who each judge 8 pairs: 83 of 100 such tests end with a verdict on listeners like them.");
  expect(adviceWords({ ...advice, votes_per_rater: 1 }, null)).toContain("if each hears 1 pair:");
});

test("where even the most people are not enough, it says so", () => {
  expect(adviceWords({ ...advice, raters: 200, power: 0.32 }, 1)).toMatch(/^Even with 200 people .* only 32 of 100/);
  expect(votersWords(null)).toContain("more than 1,000");
});
