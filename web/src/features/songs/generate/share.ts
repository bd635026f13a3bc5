import { type Draft, EMPTY } from "./draft";

/** What a draft says differently from an empty one, as a short text for an address. */
export function packed(draft: Draft): string {
  const said = Object.entries(draft).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(EMPTY[name as keyof Draft]),
  );
  const binary = Array.from(new TextEncoder().encode(JSON.stringify(Object.fromEntries(said))), (byte) =>
    String.fromCharCode(byte),
  ).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The draft that an address holds; what has no place in a draft is left out. Throws when it is none. */
export function unpacked(text: string): Draft {
  const said = parse(text);
  const fits = ([name, value]: [string, unknown]) => name in EMPTY && sameKind(name as keyof Draft, value);
  const known = Object.fromEntries(Object.entries(said).filter(fits));
  return { ...EMPTY, ...known };
}

function parse(text: string): object {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const said: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof said === "object" && said !== null && !Array.isArray(said)) return said;
  } catch {
    // Told below.
  }
  throw new Error("The link is damaged or incomplete.");
}

const NUMERIC = ["tempo", "samples", "duration", "seed", "priority"];

function sameKind(name: keyof Draft, value: unknown): boolean {
  if (NUMERIC.includes(name)) return Number.isFinite(value);
  if (name === "parameters") return isObject(value) && Object.values(value).every(Number.isFinite);
  if (name === "primary" || name === "secondary")
    return Array.isArray(value) && value.every((item) => typeof item === "string");
  return typeof value === "string";
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
