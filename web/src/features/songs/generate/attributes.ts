import type { Draft } from "./draft";

/** One attribute that is set, and the change that takes it away. */
export interface SetAttribute {
  name: string;
  text: string;
  without: Partial<Draft>;
}

export function attributesOf(draft: Draft): SetAttribute[] {
  const { style, mood, tempo, key } = draft;
  const single: SetAttribute[] = [
    { name: "style", text: style.trim(), without: { style: "" } },
    { name: "mood", text: mood.trim(), without: { mood: "" } },
    { name: "tempo", text: tempo === "" ? "" : `${tempo} bpm`, without: { tempo: "" } },
    { name: "key", text: key.trim(), without: { key: "" } },
  ];
  return [...single.filter(({ text }) => text), ...instruments(draft, "primary"), ...instruments(draft, "secondary")];
}

function instruments(draft: Draft, role: "primary" | "secondary"): SetAttribute[] {
  return draft[role].map((text) => ({
    name: role === "primary" ? "leading instrument" : "accompanying instrument",
    text,
    without: { [role]: draft[role].filter((other) => other !== text) },
  }));
}
