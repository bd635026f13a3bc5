import { expect, test } from "vitest";
import { fromAddress, isNarrowed, toAddress } from "./directoryQuery";

const read = (search: string) => fromAddress(new URLSearchParams(search));

test("an address and what it says are the same thing", () => {
  const search = "q=tax&category=Law&active=no&findability=50";
  expect(toAddress(read(search)).toString()).toBe(search);
});

test("nonsense narrows nothing", () => {
  expect(isNarrowed(read("q=+&active=perhaps&findability=many&cursor=x"))).toBe(false);
});
