import type { Schemas } from "@/api/client";
import { plural } from "@/components/format";

export const CLEARNESS = [
  { rate: "0.6", label: "Slight" },
  { rate: "0.7", label: "Clear" },
  { rate: "0.8", label: "Strong" },
];

/** A rate as somebody hears it. */
export const clearly = (rate: number) => `Listeners would choose the better side ${Math.round(10 * rate)} times out of 10.`;

/** The planner's figures in words; `pairs` of null: none is chosen yet. */
export function adviceWords({ raters, votes_per_rater, power }: Schemas["PlanAdvice"], pairs: number | null): string {
  const each = pairs === null ? `if each hears ${plural(votes_per_rater, "pair")}` : `who each judge ${plural(votes_per_rater, "pair")}`;
  const often = `${Math.round(100 * power)} of 100`;
  if (power >= 0.8) return `Ask ${raters} people ${each}: ${often} such tests end with a verdict on listeners like them.`;
  return `Even with ${raters} people ${each} only ${often} such tests end with a verdict. More pairs help, or a clearer difference.`;
}

/** For the smaller claim, about those who vote. */
export const votersWords = (votes: number | null): string =>
  votes === null
    ? "For a verdict on the voters alone, more than 1,000 votes in all are needed."
    : `For a verdict on the voters alone, about ${votes} votes in all are enough, even of one person.`;
