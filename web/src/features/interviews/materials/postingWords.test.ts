import { expect, test } from "vitest";
import { NOTHING, toPosting } from "./postingWords";

test("skills are cut at commas, each once; what is empty is null", () => {
  const words = { ...NOTHING, title: " Backend engineer ", description: "APIs.", stack: "Go, , SQL,Go\nKafka" };
  expect(toPosting(words)).toEqual({
    title: "Backend engineer",
    description: "APIs.",
    company: null,
    experience_level: null,
    tech_stack: ["Go", "SQL", "Kafka"],
  });
});
