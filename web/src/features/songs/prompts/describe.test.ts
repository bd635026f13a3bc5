import { expect, test } from "vitest";
import { attributeLine } from "./describe";

const none = { style: null, mood: null, tempo: null, key: null, instruments: { primary: [], secondary: [] } };

test("only what is set is named", () => {
  expect(attributeLine(none)).toBe("");
  expect(attributeLine({ ...none, mood: "sad", tempo: 60 })).toBe("sad · 60 bpm");
});

test("who accompanies is told from who leads", () => {
  const instruments = { primary: ["piano", "flute"], secondary: ["strings"] };
  expect(attributeLine({ ...none, instruments })).toBe("piano, flute, with strings");
  expect(attributeLine({ ...none, instruments: { ...instruments, primary: [] } })).toBe("with strings");
});
