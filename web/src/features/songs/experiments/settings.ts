import type { Job } from "@/api/client";
import { adapterName } from "@/components/adapterName";
import { plural, span } from "@/components/format";

const NAMES: Record<string, string> = {
  prompt_text: "Prompt",
  composed_prompt: "Engine saw",
  engine: "Engine",
  adapter_id: "Adapter",
  adapter_version_id: "Adapter version",
  num_samples: "Samples",
  seed: "Seed",
  duration: "Duration",
};
const PARAMETER = "parameters.";

/** How a setting is called, by the name that the API has for it. */
export const settingName = (setting: string) =>
  setting.startsWith(PARAMETER) ? capital(setting.slice(PARAMETER.length)) : (NAMES[setting] ?? setting);

/** What a job was asked for in one setting; a dash where it was left to the engine. */
export function settingValue(job: Job, setting: string): string {
  if (setting.startsWith(PARAMETER)) return text(job.parameters[setting.slice(PARAMETER.length)]);
  if (setting === "duration") return span(job.duration);
  if (setting === "adapter_id") return job.adapter ? adapterName(job.adapter) : "none";
  if (setting === "adapter_version_id") return job.adapter ? `v${job.adapter.version}` : "none";
  return text(job[setting as "prompt_text" | "composed_prompt" | "engine" | "num_samples" | "seed"]);
}

/** What is the same for all of them, in one line. */
export function sameForAll(job: Job, differs: readonly string[]): string {
  const same = (setting: string) => !differs.includes(setting);
  return [
    same("prompt_text") && `“${job.prompt_text}”`,
    same("engine") && job.engine,
    same("num_samples") && plural(job.num_samples, "sample"),
    same("duration") && span(job.duration),
    same("seed") && `seed ${job.seed}`,
    ...Object.entries(job.parameters).map(([name, value]) => same(PARAMETER + name) && `${name} ${value}`),
  ]
    .filter(Boolean)
    .join(", ");
}

const text = (value: number | string | null | undefined) => (value === null || value === undefined ? "–" : String(value));
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).replaceAll("_", " ");
