import { expect, test } from "vitest";
import { fromAddress, isNarrowed, toAddress } from "./searchesQuery";

const read = (search: string) => fromAddress(new URLSearchParams(search));

test("an address and what it says are the same thing", () => {
  const search = "q=cloud&type=match&vote=down&email=yes&from=2026-01-02&to=2026-01-03";
  expect(toAddress(read(search)).toString()).toBe(search);
});

test("nonsense narrows nothing", () => {
  expect(isNarrowed(read("q=+&type=all&vote=3&email=perhaps&from=today&cursor=x"))).toBe(false);
});
