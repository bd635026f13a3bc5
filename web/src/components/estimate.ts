export interface Estimated {
  value: number;
  /** Half the width of the interval, in the unit of the value; null where nobody knows it. */
  margin: number | null;
}

/**
 * An estimate as it can be told: the margin in one leading figure (two where it begins with 1), the value to
 * the same place. 0.6231 ± 0.0874 becomes 0.62 and 0.09.
 */
export function rounded({ value, margin }: Estimated): { value: string; margin: string | null } {
  if (margin === null || !(margin > 0)) return { value: signed(value, places(Math.abs(value) / 100)), margin: null };
  const digits = places(margin);
  return { value: signed(value, digits), margin: margin.toFixed(digits) };
}

/** Decimal places of the last figure that counts. */
function places(margin: number): number {
  if (!(margin > 0)) return 0;
  const magnitude = Math.floor(Math.log10(margin));
  const leading = Math.floor(margin / 10 ** magnitude);
  return Math.max(0, -magnitude + (leading === 1 ? 1 : 0));
}

/** With a true minus sign, and none on a zero. */
function signed(value: number, digits: number): string {
  const shown = value.toFixed(digits);
  return Number(shown) === 0 ? (0).toFixed(digits) : shown.replace("-", "−");
}
