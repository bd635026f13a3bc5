import { expect, test } from "vitest";
import { ago, bytes, clock, level, plural, span } from "./format";

test.each([
  [0, "0:00"],
  [7.9, "0:07"],
  [90, "1:30"],
  [3_601, "60:01"],
  [-1, "0:00"],
])("a clock shows %s seconds as %s", (seconds, shown) => expect(clock(seconds)).toBe(shown));

test.each([
  [0.2, "1 s"],
  [59.4, "59 s"],
  [60, "1 min"],
  [200, "3 min 20 s"],
])("%s seconds last %s", (seconds, words) => expect(span(seconds)).toBe(words));

test.each([
  [999, "999 B"],
  [1_460_000, "1.5 MB"],
  [52_400_000, "52 MB"],
  [4e12, "4000 GB"],
])("%s bytes are %s", (count, shown) => expect(bytes(count)).toBe(shown));

test("a level has a true minus sign and silence has no level", () => {
  expect(level(-16, "LUFS")).toBe("−16.0 LUFS");
  expect(level(-0.04, "dB")).toBe("0.0 dB");
  expect(level(null, "LUFS")).toBe("silent");
});

test("the largest unit that fits says how long ago it was", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  expect(ago("2026-11-21T11:59:30Z", now)).toBe("just now");
  expect(ago("2026-11-21T11:57:30Z", now)).toBe("2 minutes ago");
  expect(ago("2026-11-20T11:00:00Z", now)).toBe("yesterday");
  expect(ago("2026-11-21T12:00:05Z", now)).toBe("just now");
});

test("one is not many", () => {
  expect([plural(1, "job"), plural(2, "job"), plural(0, "job")]).toEqual(["1 job", "2 jobs", "0 jobs"]);
});
