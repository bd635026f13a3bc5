import { expect, test } from "vitest";
import type { Engine, Job, Schemas } from "@/api/client";
import { EMPTY, fromJob, toOrder } from "./draft";

const parameter = (name: string) => ({ name, description: "", minimum: -1, maximum: 1, default: 0 });
const engine = (name: string, ...parameters: string[]) =>
  ({ name, parameters: parameters.map(parameter) }) as Engine;

test("what was left empty is asked for as nothing, not as zero", () => {
  const { prompt, job } = toOrder({ ...EMPTY, text: "piano" }, [engine("composer")]);
  expect(prompt.attributes).toEqual({
    style: null,
    mood: null,
    tempo: null,
    key: null,
    instruments: { primary: [], secondary: [] },
  });
  expect(job).toEqual({
    engine: null,
    adapter_id: null,
    experiment_id: null,
    num_samples: 2,
    duration: null,
    seed: null,
    priority: 0,
    parameters: {},
  });
});

test("a seed of zero is a seed", () => {
  expect(toOrder({ ...EMPTY, seed: 0 }, []).job.seed).toBe(0);
});

test("numbers that a field holds as text arrive as numbers", () => {
  const { prompt, job } = toOrder({ ...EMPTY, tempo: "60", duration: "12.5" }, []);
  expect([prompt.attributes?.tempo, job.duration]).toEqual([60, 12.5]);
});

test("an engine that was chosen is asked for as long as it is there", () => {
  const draft = { ...EMPTY, engine: "musicgen" };
  expect(toOrder(draft, [engine("composer"), engine("musicgen")]).job.engine).toBe("musicgen");
  expect(toOrder(draft, [engine("composer")]).job.engine).toBeNull();
});

test("only parameters that were moved and that the engine knows are asked for", () => {
  const draft = { ...EMPTY, parameters: { swing: 0.5, reverb: 0, temperature: 1.2 } };
  expect(toOrder(draft, [engine("composer", "swing", "reverb")]).job.parameters).toEqual({ swing: 0.5 });
});

test("more like a job is everything but its seed", () => {
  const attributes = { style: null, mood: "sad", tempo: 60, key: null, instruments: { primary: ["piano"], secondary: [] } };
  const prompt = { text: "slow", attributes } as unknown as Schemas["PromptOut"];
  const job = { engine: "composer", num_samples: 3, duration: 12, parameters: { swing: 1 }, seed: 7 } as unknown as Job;
  const draft = { ...EMPTY, style: "ballad", seed: 5, ...fromJob(job, prompt) };
  const order = toOrder(draft, [engine("composer", "swing")]);
  expect(order.prompt).toEqual({ text: "slow", attributes });
  expect(order.job).toMatchObject({ num_samples: 3, duration: 12, parameters: { swing: 1 }, seed: null });
});
