import { expect, test } from "vitest";
import { fromAddress, toAddress } from "./experimentAddress";

test("an address says what the list is narrowed to, and nothing else", () => {
  const query = { archived: true, words: "slow tempo", cursor: null };
  expect(toAddress(query).toString()).toBe("q=slow+tempo&archived=1");
  expect(fromAddress(toAddress(query))).toEqual(query);
  expect(toAddress({ archived: false, words: null, cursor: null }).toString()).toBe("");
  expect(fromAddress(new URLSearchParams("q=+&archived=yes"))).toEqual({ archived: false, words: null, cursor: null });
});
