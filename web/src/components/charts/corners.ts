export interface Axis {
  name: string;
  /** 0 to 100. */
  value: number;
}

/** Where values from 0 to 100 lie on axes that begin at the top and go round clockwise. */
export function corners(values: number[], radius: number): [number, number][] {
  return values.map((value, place) => {
    const angle = (2 * Math.PI * place) / values.length - Math.PI / 2;
    const reach = (radius * Math.min(100, Math.max(0, value))) / 100;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  });
}
