import { expect, test } from "vitest";
import { agreementWords } from "./agreement";

test("agreement is said with its figure, and with a true minus sign", () => {
  expect(agreementWords(0.85)).toBe("People agree on which pairs go which way (Krippendorff’s alpha 0.85).");
  expect(agreementWords(-0.05)).toContain("do not agree on single pairs (Krippendorff’s alpha −0.05)");
  expect(agreementWords(null)).toContain("cannot be told yet");
});
