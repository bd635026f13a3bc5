import { expect, test } from "vitest";
import { draftErrors, emptyDraft, pairCount, toBody } from "./draft";

const FULL = { ...emptyDraft("warm", null), name: " Warm? ", prompts: [{ id: "p", text: "slow sad piano" }] };

test("a test needs a name, two sides and music", () => {
  expect(Object.keys(draftErrors(emptyDraft(null, null)))).toEqual(["name", "sides", "prompts"]);
  expect(draftErrors(FULL)).toEqual({});
});

test("two versions of one adapter are two sides, one version twice is none", () => {
  const both = { ...FULL, b: { adapter: "warm", version: null } };
  expect(draftErrors(both).sides).toBeDefined();
  expect(draftErrors({ ...both, b: { adapter: "warm", version: 2 } })).toEqual({});
});

test("empty fields leave it to the server, seconds become milliseconds", () => {
  const body = toBody({ ...FULL, listenSeconds: 2.5, duration: "", seed: 0 }, ["p"]);
  expect(body).toMatchObject({ name: "Warm?", adapter_a: "warm", adapter_b: null, seed: 0, duration: null, min_listen_ms: 2_500 });
});

test("every prompt makes as many pairs as are asked for", () => {
  const prompts = [...FULL.prompts, { id: null, text: "fast jazz" }];
  expect(pairCount({ ...FULL, prompts, pairsPerPrompt: 3 })).toBe(6);
  expect(pairCount({ ...FULL, pairsPerPrompt: "" })).toBe(1);
});
