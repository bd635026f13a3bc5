import type { AbResults } from "@/api/abtests";

const FULL = 0.8;
const SOME = 0.4;
const LITTLE = 0.1;

type Counts = Pick<AbResults["counts"], "a" | "b" | "ties" | "both_bad" | "raters">;

/** Krippendorff's alpha in words: whether raters who heard the same pairs said the same. */
export function agreementWords(alpha: number | null, counts: Counts): string {
  if (alpha === null && unanimous(counts)) return "Everybody always said the same.";
  if (alpha === null) return "Whether people agree cannot be told yet: it takes two of them on the same pair, and differing answers.";
  const figure = `Krippendorff’s alpha ${alpha.toFixed(2).replace("-", "−")}`;
  if (alpha >= FULL) return `People agree on which pairs go which way (${figure}).`;
  if (alpha >= SOME) return `People agree to some extent on which pairs go which way (${figure}).`;
  if (alpha >= LITTLE) return `People agree little on which pairs go which way (${figure}).`;
  return `Beyond the overall preference people do not agree on single pairs (${figure}).`;
}

function unanimous({ a, b, ties, both_bad, raters }: Counts): boolean {
  return raters > 1 && [a, b, ties, both_bad].filter((count) => count > 0).length === 1;
}
