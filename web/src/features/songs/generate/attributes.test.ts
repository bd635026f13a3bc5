import { expect, test } from "vitest";
import { attributesOf } from "./attributes";
import { EMPTY } from "./draft";

test("spaces are no attribute", () => {
  const set = attributesOf({ ...EMPTY, style: "  ", tempo: 60, primary: ["piano", "flute"] });
  expect(set.map(({ text }) => text)).toEqual(["60 bpm", "piano", "flute"]);
});

test("taking one instrument away leaves the others", () => {
  const draft = { ...EMPTY, primary: ["piano", "flute"], secondary: ["strings"] };
  const flute = attributesOf(draft).find(({ text }) => text === "flute");
  expect({ ...draft, ...flute?.without }).toEqual({ ...draft, primary: ["piano"] });
});
