import { expect, test } from "vitest";
import type { Message } from "@/api/interviews";
import { exchanges, segments } from "./transcript";

const message = (id: string, type: Message["type"]) => ({ id, type, content: id, created_at: "" });

test("each answer goes with the question before it, and an open question has none", () => {
  const said = [message("q1", "technical"), message("a1", "answer"), message("q2", "behavioral")];
  expect(exchanges(said).map(({ question, answer }) => [question.id, answer?.id])).toEqual([
    ["q1", "a1"],
    ["q2", undefined],
  ]);
});

test("quotes cut a text where they begin and end, also where they overlap", () => {
  const quoted = [
    { index: 0, text: "halved the" },
    { index: 3, text: "the latency" },
  ];
  expect(segments("We halved the latency.", quoted)).toEqual([
    { text: "We ", quotes: [] },
    { text: "halved ", quotes: [0] },
    { text: "the", quotes: [0, 3] },
    { text: " latency", quotes: [3] },
    { text: ".", quotes: [] },
  ]);
});

test("a quote in other case is found, one that was never said marks nothing", () => {
  expect(segments("I used Go.", [{ index: 1, text: "i used" }])[0]).toEqual({ text: "I used", quotes: [1] });
  expect(segments("I used Go.", [{ index: 1, text: "Rust" }])).toEqual([{ text: "I used Go.", quotes: [] }]);
});
