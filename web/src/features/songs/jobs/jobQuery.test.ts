import { expect, test } from "vitest";
import { fromAddress, isNarrowed, toAddress } from "./jobQuery";

const read = (search: string) => fromAddress(new URLSearchParams(search));

test("an address and what it says are the same thing", () => {
  const search = "q=sad+piano&status=failed&engine=composer&from=2026-01-02&to=2026-01-03&feedback=without&cursor=x";
  expect(toAddress(read(search)).toString()).toBe(search);
});

test("nonsense in the address narrows nothing", () => {
  expect(isNarrowed(read("status=broken&feedback=some&from=yesterday&q=+&engine="))).toBe(false);
});

test("a page further down is no narrowing, and other parameters stay", () => {
  expect(isNarrowed(read("cursor=x"))).toBe(false);
  expect(toAddress(read("status=failed"), new URLSearchParams("window=168")).toString()).toBe(
    "window=168&status=failed",
  );
});
