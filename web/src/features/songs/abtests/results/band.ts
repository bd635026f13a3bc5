import type { AbClaim } from "@/api/abtests";

type Looks = Pick<AbClaim["looks"][number], "n" | "lower" | "upper">[];

/** The outline of the interval at all looks, in places that are one unit wide and 100 high. */
export function band(looks: Looks): string {
  const at = (place: number, rate: number) => `${place + 0.5},${round(100 - 100 * rate)}`;
  const above = looks.map(({ upper }, place) => at(place, upper));
  const below = looks.map(({ lower }, place) => at(place, lower)).reverse();
  return [...above, ...below].join(" ");
}

/** The place of the first look at which it was decided; looks that were left out do not matter. */
export function decidedPlace({ decided, decided_after, looks }: Pick<AbClaim, "decided" | "decided_after"> & { looks: Looks }): number | null {
  if (!decided || decided_after === null) return null;
  const place = looks.findIndex(({ n }) => n >= decided_after);
  return place < 0 ? null : place;
}

const round = (value: number) => Math.round(100 * value) / 100;
