import { expect, test } from "vitest";
import { hearMore, NOTHING_HEARD, toReport } from "./listening";

test("time counts again, parts do not", () => {
  const once = hearMore(NOTHING_HEARD, [[1, 3]], 2);
  const twice = hearMore(once, [[2, 4]], 2);
  expect(twice).toEqual({ seconds: 4, segments: [[1, 4]] });
  expect(toReport("x", twice)).toEqual({ audio_id: "x", heard_ms: 4_000, segments: [[1_000, 4_000]] });
});

test("gaps that are bridged never exceed the time that is told", () => {
  const heard = hearMore(hearMore(NOTHING_HEARD, [[0, 1]], 1), [[1.04, 2]], 0.96);
  expect(toReport("x", heard)).toEqual({ audio_id: "x", heard_ms: 2_000, segments: [[0, 2_000]] });
});

test("of very many parts the longest are told, in order", () => {
  const parts = Array.from({ length: 600 }, (_, n): [number, number] => [n, n + 0.1 + (n % 2) * 0.2]);
  const { segments } = toReport("x", hearMore(NOTHING_HEARD, parts, 200));
  expect(segments).toHaveLength(500);
  expect(segments.filter(([from, to]) => to! - from! === 300)).toHaveLength(300);
  expect(segments).toEqual([...segments].sort((a, b) => a[0]! - b[0]!));
});
