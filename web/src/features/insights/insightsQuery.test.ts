import { expect, test } from "vitest";
import { fromAddress, toAddress } from "./insightsQuery";

const read = (search: string) => fromAddress(new URLSearchParams(search));

test("an address and what it says are the same thing", () => {
  const search = "from=2026-01-02&to=2026-01-03&criterion=melody&samples=unrated";
  expect(toAddress(read(search)).toString()).toBe(search);
});

test("what is usual is not said, and nonsense is what is usual", () => {
  expect(toAddress(read("")).toString()).toBe("");
  expect(read("from=today&criterion=loudness&samples=lost")).toEqual(read(""));
});
