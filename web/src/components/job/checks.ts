import type { Audio, Schemas } from "@/api/client";
import { clock, plural } from "@/components/format";

export type Check = Schemas["TechnicalCheck"];

/** One check of all samples; null where a sample was made before there were any. */
export interface CheckRow {
  name: string;
  title: string;
  limit: string;
  found: (Check | null)[];
}

const TITLES: Record<string, string> = {
  loudness: "Integrated loudness",
  dc_offset: "DC offset",
};

/** A name of the API in words. */
export function titleOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return TITLES[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The checks of several samples side by side, in the order of the API. */
export function checkRows(audios: Pick<Audio, "technical_checks">[]): CheckRow[] {
  const first = new Map<string, Check>();
  for (const { technical_checks: checks } of audios)
    for (const check of checks ?? []) if (!first.has(check.name)) first.set(check.name, check);
  return [...first.values()].map(({ name, limit }) => ({
    name,
    title: titleOf(name),
    limit: limit.charAt(0).toUpperCase() + limit.slice(1),
    found: audios.map(({ technical_checks: checks }) => checks?.find((check) => check.name === name) ?? null),
  }));
}

/** What was found, and what was asked for where the engine says it. */
export function shown({ name, value, unit, expected, at }: Check): string {
  const found = value === null ? "none found" : withUnit(value, unit);
  // The limit of the loudness names its target.
  const asked = expected === null || name === "loudness" ? "" : `, asked ${withUnit(expected, unit)}`;
  const where = at === null ? "" : `, at ${clock(at)}`;
  return found + asked + where;
}

function withUnit(value: number | string, unit: string): string {
  const words = typeof value === "number" ? String(value).replace("-", "−") : value;
  return unit ? `${words} ${unit}` : words;
}

/** How many checks do not keep their limit, in words. */
export function verdict(rows: CheckRow[]): { state: "pass" | "warn"; words: string } {
  const outside = rows.flatMap(({ found }) => found).filter((check) => check?.state === "warn").length;
  if (!outside) return { state: "pass", words: "all within their limits" };
  return { state: "warn", words: `${plural(outside, "value")} outside the limits` };
}
