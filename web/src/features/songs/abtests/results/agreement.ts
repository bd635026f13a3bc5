const FULL = 0.8;
const SOME = 0.4;
const LITTLE = 0.1;

/** Krippendorff's alpha in words: whether raters who heard the same pairs said the same. */
export function agreementWords(alpha: number | null): string {
  if (alpha === null) return "Whether people agree cannot be told yet: it takes two of them on the same pair, and differing answers.";
  const figure = `Krippendorff’s alpha ${alpha.toFixed(2).replace("-", "−")}`;
  if (alpha >= FULL) return `People agree on which pairs go which way (${figure}).`;
  if (alpha >= SOME) return `People agree to some extent on which pairs go which way (${figure}).`;
  if (alpha >= LITTLE) return `People agree little on which pairs go which way (${figure}).`;
  return `Beyond the overall preference people do not agree on single pairs (${figure}).`;
}
