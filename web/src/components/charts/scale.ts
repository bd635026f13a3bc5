const STEPS = [1, 2, 5, 10];

/** The round number at or above a value that ends an axis; 1 for nothing at all. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (STEPS.find((step) => step * power >= value) ?? 10);
}

/** Stretches without a null, as pairs of place and value. */
export function runs(values: (number | null)[]): [number, number][][] {
  const found: [number, number][][] = [];
  values.forEach((value, place) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last && last.at(-1)![0] === place - 1) last.push([place, value]);
    else found.push([[place, value]]);
  });
  return found;
}
