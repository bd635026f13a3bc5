import { expect, test } from "vitest";
import type { Expert } from "@/api/experts";
import { changedFields, toWords } from "./expertWords";

const expert = {
  first_name: "Ada",
  last_name: "Bell",
  job_title: "Tax adviser",
  company: null,
  bio: null,
  tags: ["tax"],
  category: null,
  hourly_rate: 120,
  currency: "EUR",
  profile_url: null,
  is_active: true,
} as unknown as Expert;

test("only what was changed is sent, and what was emptied is sent as nothing", () => {
  expect(changedFields(expert, toWords(expert))).toEqual({});
  const words = { ...toWords(expert), job_title: " ", company: " Bell & Co ", hourly_rate: "", tags: ["tax", "vat"] };
  expect(changedFields(expert, words)).toEqual({ job_title: null, company: "Bell & Co", hourly_rate: null, tags: ["tax", "vat"] });
});
