import { expect, test } from "vitest";
import { attributeFilters, readFilter } from "./filter";

const read = (address: string) => readFilter(new URLSearchParams(address));

test("an address says what is looked for", () => {
  expect(read("q=sad+piano&tempo_min=60&date_from=2026-11-01&page=3")).toEqual({
    q: "sad piano",
    style: null,
    mood: null,
    date_from: "2026-11-01",
    date_to: null,
    tempo_min: 60,
    tempo_max: null,
  });
});

test("what is no number is no tempo, and spaces are no words", () => {
  const filter = read("q=%20&tempo_min=fast&tempo_max=");
  expect([filter.q, filter.tempo_min, filter.tempo_max]).toEqual([null, null, null]);
  expect(attributeFilters(filter)).toBe(0);
});

test("words are not counted among the attributes", () => {
  expect(attributeFilters(read("q=piano&mood=sad&tempo_max=90"))).toBe(2);
});
