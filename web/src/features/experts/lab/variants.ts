import type { LabExpert, LabVariant } from "@/api/expertsLab";

/** A variant as its form holds it: what is empty stays as it is in force. */
export interface VariantWords {
  match_threshold: number | string;
  experts_shown: number | string;
  lexical_weight: number | string;
  dense_weight: number | string;
  learning: "" | "on" | "off";
}

export const AS_IN_FORCE: VariantWords = {
  match_threshold: "",
  experts_shown: "",
  lexical_weight: "",
  dense_weight: "",
  learning: "",
};

const NUMBERS = ["match_threshold", "experts_shown", "lexical_weight", "dense_weight"] as const;

export function toVariant(words: VariantWords, place: number): LabVariant {
  const variant: LabVariant = { name: variantName(place) };
  for (const name of NUMBERS) if (words[name] !== "") variant[name] = Number(words[name]);
  if (words.learning) variant.learning = words.learning === "on";
  return variant;
}

export const variantName = (place: number) => `Variant ${"ABC"[place]}`;

/** How somebody stands against what visitors get now. */
export function changeWords({ change, rank, baseline_rank }: Pick<LabExpert, "change" | "rank" | "baseline_rank">): string {
  if (change === "new" || baseline_rank === null) return "new";
  if (change === "same") return "same place";
  return `${change} ${Math.abs(rank - baseline_rank)}`;
}
