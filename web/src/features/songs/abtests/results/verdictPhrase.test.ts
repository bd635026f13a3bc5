import { expect, test } from "vitest";
import { verdictPhrase } from "./verdictPhrase";

const side = (name: string, version: number | null) => ({ adapter_id: null, name, version_id: null, version, deleted: false, active: false });
const phrase = (these_raters: "a" | "b" | null, raters_in_general: "a" | "b" | null) =>
  verdictPhrase(side("base", null), side("Warm", 2), { these_raters, raters_in_general });

test("the broader claim is told when it is decided, else the narrower one", () => {
  expect(phrase("b", "b")).toBe("Warm v2 is preferred in general");
  expect(phrase("a", null)).toBe("base is preferred by these raters");
  expect(phrase(null, null)).toBe("not decided yet");
});
