import { expect, test } from "vitest";
import type { AbSide } from "@/api/abtests";
import { promotable } from "./promotable";

const BASE: AbSide = { adapter_id: null, name: "base", version_id: null, version: null, deleted: false, active: false };
const WARM: AbSide = { ...BASE, adapter_id: "warm", name: "Warm", version_id: "v2", version: 2 };
const judged = (b: AbSide, winner: "a" | "b" | null) => ({ a: BASE, b, these_raters: { winner }, raters_in_general: { winner: null } });

test("a winner that is not active yet can be promoted", () => {
  expect(promotable(judged(WARM, "b"))).toEqual({ side: "b", why: null });
});

test("nothing is promoted before a decision, nor base, nor what is active or gone", () => {
  expect(promotable(judged(WARM, null)).side).toBeNull();
  expect(promotable(judged(WARM, "a")).why).toContain("engine alone");
  expect(promotable(judged({ ...WARM, active: true }, "b")).why).toContain("active one already");
  expect(promotable(judged({ ...WARM, deleted: true }, "b")).why).toContain("deleted");
});
