import type { Engine } from "@/api/client";

export type Parameter = Engine["parameters"][number];

/** In the engine's order, those of one group together. */
export function grouped(parameters: Parameter[]): [string, Parameter[]][] {
  const groups = new Map<string, Parameter[]>();
  for (const parameter of parameters) groups.set(parameter.group, [...(groups.get(parameter.group) ?? []), parameter]);
  return [...groups];
}

/** Two decimals; a range around zero shows the sign. */
export function shown(value: number, signed: boolean): string {
  const sign = value < 0 ? "−" : signed && value > 0 ? "+" : "";
  return sign + Math.abs(value).toFixed(2);
}
