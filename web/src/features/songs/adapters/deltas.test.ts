import { expect, test } from "vitest";
import { given, inWords, named } from "./deltas";

test("what is zero is not said", () => {
  expect(given({ tempo: 0, reverb: 0.4 })).toEqual({ reverb: 0.4 });
  expect(inWords({ tempo: -0.3, swing: 0, reverb: 0.4 })).toBe("tempo −0.30, reverb +0.40");
  expect(inWords({})).toBe("nothing changed");
});

test("versions are compared by what any of them changes", () => {
  expect(named([{ parameters: { tempo: 0.1, swing: 0 } }, { parameters: { reverb: 1, tempo: 0 } }])).toEqual([
    "tempo",
    "reverb",
  ]);
});
