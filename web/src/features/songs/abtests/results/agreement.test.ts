import { expect, test } from "vitest";
import { agreementWords } from "./agreement";

const mixed = { a: 3, b: 5, ties: 0, both_bad: 0, raters: 4 };

test("agreement is said with its figure, and with a true minus sign", () => {
  expect(agreementWords(0.85, mixed)).toBe("People agree on which pairs go which way (Krippendorff’s alpha 0.85).");
  expect(agreementWords(-0.05, mixed)).toContain("do not agree on single pairs (Krippendorff’s alpha −0.05)");
  expect(agreementWords(null, mixed)).toContain("cannot be told yet");
});

test("where all say the same there is nothing that chance could explain, and that is said", () => {
  const alike = { a: 0, b: 8, ties: 0, both_bad: 0, raters: 4 };
  expect(agreementWords(null, alike)).toBe("Everybody always said the same.");
  expect(agreementWords(null, { ...alike, raters: 1 })).toContain("cannot be told yet");
});
