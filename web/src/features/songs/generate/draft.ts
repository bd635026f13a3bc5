import { useEffect, useState } from "react";
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
  samples: number | string;
  duration: number | string;
  seed: number | string;
  priority: number | string;
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
  samples: 2,
  duration: "",
  seed: "",
  priority: 0,
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

/** The draft as the API takes it: what was left empty is null, and so is an engine that is no longer there. */
export function toOrder(draft: Draft, engines: string[]): Order {
  return {
    prompt: {
      text: draft.text,
      attributes: {
        style: draft.style.trim() || null,
        mood: draft.mood.trim() || null,
        tempo: number(draft.tempo),
        key: draft.key.trim() || null,
        instruments: { primary: draft.primary, secondary: draft.secondary },
      },
    },
    job: {
      engine: engines.find((name) => name === draft.engine) ?? null,
      num_samples: number(draft.samples) ?? 2,
      duration: number(draft.duration),
      seed: number(draft.seed),
      priority: number(draft.priority) ?? 0,
    },
  };
}

const number = (value: number | string): number | null => (value === "" ? null : Number(value));

/** How many attributes are filled: the closed section says so. */
export function attributeCount({ style, mood, tempo, key, primary, secondary }: Draft): number {
  return [style.trim(), mood.trim(), tempo !== "", key.trim(), primary.length, secondary.length].filter(Boolean)
    .length;
}
