import { expect, test } from "vitest";
import { verdictPhrase } from "./verdictPhrase";

const side = (name: string, version: number | null) => ({ adapter_id: null, name, version_id: null, version, deleted: false, active: false });
const claims = (these: "a" | "b" | null, general: "a" | "b" | null) => ({
  a: side("base", null),
  b: side("Warm", 2),
  these_raters: { winner: these, win_rate: 0.6 },
  raters_in_general: { winner: general, win_rate: 0.6 },
});

test("the broader claim is told when it is decided, else the narrower one", () => {
  expect(verdictPhrase(claims("b", "b"))).toBe("Warm v2 is preferred in general");
  expect(verdictPhrase(claims("a", null))).toBe("base is preferred by these raters");
  expect(verdictPhrase(claims(null, null))).toBe("not decided yet");
});
