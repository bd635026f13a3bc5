import { useEffect, useState } from "react";
import type { Engine, Job, Schemas } from "@/api/client";
import type { Order } from "@/api/mutations";
import { sessionStore } from "@/components/sessionStore";

/** What is being written; an empty number is an empty text. */
export interface Draft {
  text: string;
  style: string;
  mood: string;
  tempo: number | string;
  key: string;
  primary: string[];
  secondary: string[];
  engine: string | null;
  /** The id of the adapter that the engine is modified by. */
  adapter: string | null;
  /** The id of the experiment that the job joins. */
  experiment: string | null;
  samples: number | string;
  duration: number | string;
  seed: number | string;
  priority: number | string;
  /** Only those that were moved from the engine's default. */
  parameters: Record<string, number>;
}

export const EMPTY: Draft = {
  text: "",
  style: "",
  mood: "",
  tempo: "",
  key: "",
  primary: [],
  secondary: [],
  engine: null,
  adapter: null,
  experiment: null,
  samples: 2,
  duration: "",
  seed: "",
  priority: 0,
  parameters: {},
};

const STORED_AS = "reprise.draft";

/** The draft and its changer; it survives a reload and a walk through other views. */
export function useDraft(): [Draft, (change: Partial<Draft>) => void] {
  const [draft, setDraft] = useState(restore);
  useEffect(() => sessionStore.write(STORED_AS, JSON.stringify(draft)), [draft]);
  return [draft, (change) => setDraft((before) => ({ ...before, ...change }))];
}

function restore(): Draft {
  try {
    return { ...EMPTY, ...(JSON.parse(sessionStore.read(STORED_AS) ?? "{}") as Partial<Draft>) };
  } catch {
    return EMPTY;
  }
}

/** The engine that a draft asks for; the default where the one it names is no longer there. */
export const engineOf = (draft: Draft, engines: Engine[]): Engine | undefined =>
  engines.find(({ name }) => name === draft.engine) ?? engines[0];

/** The draft as the API takes it: what was left empty is null, and so is an engine that is no longer there. */
export function toOrder(draft: Draft, engines: Engine[]): Order {
  return {
    prompt: toPrompt(draft),
    job: {
      engine: engines.find(({ name }) => name === draft.engine)?.name ?? null,
      adapter_id: draft.adapter,
      experiment_id: draft.experiment,
      num_samples: number(draft.samples) ?? 2,
      duration: number(draft.duration),
      seed: number(draft.seed),
      priority: number(draft.priority) ?? 0,
      parameters: moved(draft.parameters, engineOf(draft, engines)),
    },
  };
}

export function toPrompt(draft: Draft): Order["prompt"] {
  return {
    text: draft.text,
    attributes: {
      style: draft.style.trim() || null,
      mood: draft.mood.trim() || null,
      tempo: number(draft.tempo),
      key: draft.key.trim() || null,
      instruments: { primary: draft.primary, secondary: draft.secondary },
    },
  };
}

const number = (value: number | string): number | null => (value === "" ? null : Number(value));

/** What another engine knows nothing of is not asked of it. */
export function moved(parameters: Record<string, number>, engine: Engine | undefined): Record<string, number> {
  const known = engine?.parameters ?? [];
  const set = known.flatMap(({ name, default: usual }) => {
    const value = parameters[name];
    return value === undefined || value === usual ? [] : [[name, value] as const];
  });
  return Object.fromEntries(set);
}

/** The words and attributes of a prompt or template, in the place of those of the draft. */
export function fromPrompt({ text, attributes }: Pick<Schemas["PromptOut"], "text" | "attributes">): Partial<Draft> {
  const { style, mood, tempo, key, instruments } = attributes;
  return {
    text,
    style: style ?? "",
    mood: mood ?? "",
    tempo: tempo ?? "",
    key: key ?? "",
    primary: instruments.primary,
    secondary: instruments.secondary,
  };
}

/** Everything that a job was asked for but its seed, drawn anew, and an adapter that is deleted. */
export function fromJob(job: Job, prompt: Schemas["PromptOut"]): Partial<Draft> {
  const { engine, num_samples: samples, duration, parameters } = job;
  const adapter = job.adapter?.deleted ? null : job.adapter_id;
  return { ...fromPrompt(prompt), engine, adapter, samples, duration, parameters, seed: "" };
}
