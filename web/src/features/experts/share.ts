/** A share as people say it: 62 %. A dash where there is nothing to take a share of. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? "–" : `${Math.round(100 * share)} %`;
