import { expect, test } from "vitest";
import type { Job } from "@/api/client";
import { remaining } from "./stage";

const running = (eta_seconds: number | null, cancel_requested_at: string | null = null) =>
  ({ status: "processing", eta_seconds, cancel_requested_at }) as Job;

test("an estimate is said as roughly as it is known", () => {
  expect([1, 14, 54, 61, 661].map((eta) => remaining(running(eta)))).toEqual([
    "about 5 s left",
    "about 15 s left",
    "about 55 s left",
    "about 1 min left",
    "about 11 min left",
  ]);
});

test("what is unknown or being stopped has no estimate", () => {
  expect(remaining(running(null))).toBeNull();
  expect(remaining(running(30, "2026-01-01T00:00:00Z"))).toBeNull();
});
