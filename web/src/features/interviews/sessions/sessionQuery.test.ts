import { expect, test } from "vitest";
import { fromAddress, isNarrowed, toAddress } from "./sessionQuery";

test("an address says what the list is narrowed to, and back", () => {
  const address = "status=completed&role=engineer&from=2026-01-02";
  expect(toAddress(fromAddress(new URLSearchParams(address))).toString()).toBe(address);
});

test("what an address cannot mean is left out", () => {
  const query = fromAddress(new URLSearchParams("status=done&from=yesterday&posting=1&role=%20"));
  expect(isNarrowed(query)).toBe(false);
});
