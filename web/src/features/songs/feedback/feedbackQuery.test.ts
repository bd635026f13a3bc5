import { expect, test } from "vitest";
import { fromAddress, isNarrowed, NOTHING, toAddress } from "./feedbackQuery";

const JOB = "0190a1b2-0000-4000-8000-000000000001";
const read = (search: string) => fromAddress(new URLSearchParams(search));

test("an address and what it says are the same thing", () => {
  const search = `job=${JOB}&rating=4&criterion=melody&tag=good_melody&author=${JOB}&effective=true&from=2026-01-02&to=2026-01-03`;
  expect(toAddress(read(search)).toString()).toBe(search);
  expect(read("rating_min=3").rating_min).toBe(3);
});

test("nonsense in the address narrows nothing", () => {
  expect(read("job=x&rating=9&rating_min=0&criterion=loudness&tag=+&author=me&effective=maybe&from=today")).toEqual(NOTHING);
  expect(isNarrowed(NOTHING)).toBe(false);
});

test("a page further down is no narrowing, and a changed filter leaves it", () => {
  expect(isNarrowed(read("cursor=x"))).toBe(false);
  expect(toAddress(read("rating=4&cursor=x")).toString()).toBe("rating=4");
});
