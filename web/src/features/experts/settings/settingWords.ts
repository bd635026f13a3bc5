import type { ExpertSetting } from "@/api/expertSettings";

/** match_threshold becomes Match threshold. */
export const settingName = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");

export const valueWords = (value: ExpertSetting["value"]) =>
  typeof value === "boolean" ? (value ? "on" : "off") : String(value);

const SOURCES: Record<ExpertSetting["source"], string> = {
  database: "Set here.",
  environment: "Set by the environment.",
  default: "The default.",
};
export const sourceWords = (source: ExpertSetting["source"]) => SOURCES[source];

export function rangeWords({ kind, minimum, maximum }: Pick<ExpertSetting, "kind" | "minimum" | "maximum">): string {
  if (kind === "boolean") return "";
  if (minimum !== null && maximum !== null) return `From ${minimum} to ${maximum}.`;
  if (minimum !== null) return `At least ${minimum}.`;
  return maximum === null ? "" : `At most ${maximum}.`;
}
