/** A mean of ratings, or that there is none yet. */
export const rating = (average: number | null | undefined): string =>
  average === null || average === undefined ? "–" : average.toFixed(2);
