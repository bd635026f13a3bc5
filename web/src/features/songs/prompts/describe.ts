import type { Schemas } from "@/api/client";

/** Attributes as one line: sad · 60 bpm · D minor · piano, with strings. */
export function attributeLine({ style, mood, tempo, key, instruments }: Schemas["AttributesOut"]): string {
  const { primary, secondary } = instruments;
  const accompanying = secondary.length ? `with ${secondary.join(", ")}` : "";
  const playing = [primary.join(", "), accompanying].filter(Boolean).join(", ");
  return [style, mood, tempo && `${tempo} bpm`, key, playing].filter(Boolean).join(" · ");
}
