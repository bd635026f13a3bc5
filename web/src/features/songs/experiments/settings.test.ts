import { expect, test } from "vitest";
import type { Job } from "@/api/client";
import { sameForAll, settingName, settingValue } from "./settings";

const job = {
  prompt_id: "p",
  prompt_text: "rain",
  engine: "composer",
  adapter_id: null,
  adapter: null,
  num_samples: 2,
  seed: 7,
  duration: 30,
  parameters: { tempo: 0.5 },
} as unknown as Job;

test("settings are told in words", () => {
  expect(settingName("parameters.stereo_width")).toBe("Stereo width");
  expect(settingName("num_samples")).toBe("Samples");
  expect(settingValue(job, "prompt_text")).toBe("rain");
  expect(settingValue(job, "parameters.tempo")).toBe("0.5");
  expect(settingValue(job, "parameters.swing")).toBe("–");
  expect(settingValue(job, "adapter_id")).toBe("none");
  expect(settingValue(job, "duration")).toBe("30 s");
});

test("what is the same is said once", () => {
  expect(sameForAll(job, ["seed"])).toBe("“rain”, composer, 2 samples, 30 s, tempo 0.5");
  expect(sameForAll(job, ["prompt_text", "parameters.tempo", "num_samples"])).toBe("composer, 30 s, seed 7");
});
