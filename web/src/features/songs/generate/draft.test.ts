import { expect, test } from "vitest";
import { attributeCount, EMPTY, toOrder } from "./draft";

test("what was left empty is asked for as nothing, not as zero", () => {
  const { prompt, job } = toOrder({ ...EMPTY, text: "piano" }, ["composer"]);
  expect(prompt.attributes).toEqual({
    style: null,
    mood: null,
    tempo: null,
    key: null,
    instruments: { primary: [], secondary: [] },
  });
  expect(job).toEqual({ engine: null, num_samples: 2, duration: null, seed: null, priority: 0 });
});

test("a seed of zero is a seed", () => {
  expect(toOrder({ ...EMPTY, seed: 0 }, []).job.seed).toBe(0);
});

test("numbers that a field holds as text arrive as numbers", () => {
  const { prompt, job } = toOrder({ ...EMPTY, tempo: "60", duration: "12.5" }, []);
  expect([prompt.attributes?.tempo, job.duration]).toEqual([60, 12.5]);
});

test("spaces are no attribute", () => {
  expect(attributeCount({ ...EMPTY, style: "  ", tempo: 60, primary: ["piano"] })).toBe(2);
});

test("an engine that was chosen is asked for as long as it is there", () => {
  const draft = { ...EMPTY, engine: "musicgen" };
  expect(toOrder(draft, ["composer", "musicgen"]).job.engine).toBe("musicgen");
  expect(toOrder(draft, ["composer"]).job.engine).toBeNull();
});
