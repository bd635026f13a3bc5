import { expect, test } from "vitest";
import { EMPTY } from "./draft";
import { packed, unpacked } from "./share";

const draft = {
  ...EMPTY,
  text: "Übermut, langsam 🎹",
  tempo: 97.5,
  primary: ["piano"],
  parameters: { swing: -0.3, bass: 1 },
};

test("a draft survives an address", () => {
  expect(packed(draft)).toMatch(/^[\w-]+$/);
  expect(unpacked(packed(draft))).toEqual(draft);
  expect(unpacked(packed(EMPTY))).toEqual(EMPTY);
});

test("what has no place in a draft, or not this kind, is left out", () => {
  const odd = { text: 7, seed: "x", primary: [1], parameters: { swing: "much" }, evil: true, style: "jazz" };
  const text = btoa(JSON.stringify(odd));
  expect(unpacked(text)).toEqual({ ...EMPTY, style: "jazz" });
});

test("a damaged link is said", () => {
  for (const text of ["", "%", "e30x", btoa("[1]"), btoa("null"), packed(draft).slice(0, 20)])
    expect(() => unpacked(text)).toThrow("damaged");
});
