import { expect, test } from "vitest";
import { band, decidedPlace } from "./band";

const looks = [
  { n: 1, lower: 0, upper: 1 },
  { n: 3, lower: 0.25, upper: 1 },
  { n: 9, lower: 0.6, upper: 0.9 },
];

test("the band goes along its upper edge and back along the lower one", () => {
  expect(band(looks)).toBe("0.5,0 1.5,0 2.5,10 2.5,40 1.5,75 0.5,100");
});

test("it is marked where it was decided, at the next look that is drawn", () => {
  expect(decidedPlace({ decided: true, decided_after: 7, looks })).toBe(2);
  expect(decidedPlace({ decided: false, decided_after: 7, looks })).toBeNull();
  expect(decidedPlace({ decided: true, decided_after: null, looks })).toBeNull();
});
