import type { AbTestCreate } from "@/api/abtests";
import type { Criterion } from "@/api/feedback";

/** A prompt of the list has an id; one that was typed gets its own when the test is made. */
export interface ChosenPrompt {
  id: string | null;
  text: string;
}

/** Without an adapter the engine plays alone; without a version it is the active one. */
export interface ChosenSide {
  adapter: string | null;
  version: number | null;
}

export interface TestDraft {
  name: string;
  a: ChosenSide;
  b: ChosenSide;
  prompts: readonly ChosenPrompt[];
  pairsPerPrompt: number | string;
  duration: number | string;
  seed: number | string;
  listenSeconds: number | string;
  criterion: Criterion;
}

const ALONE: ChosenSide = { adapter: null, version: null };

export const emptyDraft = (a: string | null, b: string | null): TestDraft => ({
  name: "",
  a: a ? { adapter: a, version: null } : ALONE,
  b: b ? { adapter: b, version: null } : ALONE,
  prompts: [],
  pairsPerPrompt: 1,
  duration: "",
  seed: "",
  listenSeconds: 5,
  criterion: "overall",
});

export type DraftErrors = Partial<Record<"name" | "sides" | "prompts", string>>;

/** What can be told before the server is asked. */
export function draftErrors({ name, a, b, prompts }: TestDraft): DraftErrors {
  const same = a.adapter === b.adapter && (a.adapter === null || a.version === b.version);
  return {
    ...(!name.trim() && { name: "Give the test a name." }),
    ...(same && { sides: "Both sides are the same: choose another adapter or version for one of them." }),
    ...(!prompts.length && { prompts: "Add at least one prompt." }),
  };
}

/** How many pairs a rater can hear. */
export const pairCount = ({ prompts, pairsPerPrompt }: TestDraft): number => prompts.length * Math.max(1, Number(pairsPerPrompt) || 1);

const given = (value: number | string): number | null => (value === "" ? null : Number(value));

export const toBody = (draft: TestDraft, promptIds: string[]): AbTestCreate => ({
  name: draft.name.trim(),
  adapter_a: draft.a.adapter,
  adapter_b: draft.b.adapter,
  version_a: draft.a.version,
  version_b: draft.b.version,
  prompt_ids: promptIds,
  pairs_per_prompt: given(draft.pairsPerPrompt) ?? 1,
  seed: given(draft.seed),
  duration: given(draft.duration),
  criterion: draft.criterion,
  min_listen_ms: Math.round(1_000 * (given(draft.listenSeconds) ?? 0)),
});
