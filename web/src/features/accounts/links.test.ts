import { expect, test } from "vitest";
import { linkIn } from "./links";

test("links of an administrator are read from the fragment, anything else is no link", () => {
  expect(linkIn("#invite=a-B_9")).toEqual({ kind: "invite", token: "a-B_9" });
  expect(linkIn("#reset=x.y")).toEqual({ kind: "reset", token: "x.y" });
  expect(linkIn("")).toBeNull();
  expect(linkIn("#main")).toBeNull();
  expect(linkIn("#invite=")).toBeNull();
  expect(linkIn("#invite=a&next=//elsewhere")).toBeNull();
});
