import { CRITERIA, type Criterion } from "@/api/feedback";

export const CRITERION_WORDS: Record<Criterion, string> = {
  overall: "Overall",
  melody: "Melody",
  rhythm: "Rhythm",
  harmony: "Harmony",
  coherence: "Coherence",
  creativity: "Creativity",
  production: "Production",
  prompt_match: "Prompt match",
};

/** All but `overall`, which has its own place. */
export const DETAILS = CRITERIA.filter((criterion) => criterion !== "overall");

/** Averages of what was rated besides the whole, in the order of the criteria. */
export function detailAverages(averages: Partial<Record<string, number>>): [string, number][] {
  return DETAILS.flatMap((criterion) => {
    const average = averages[criterion];
    return average === undefined ? [] : [[CRITERION_WORDS[criterion], average] as [string, number]];
  });
}

/** A mean of ratings in one decimal, as every place of the page shows it. */
export const shownAverage = (average: number) => average.toFixed(1);
