import { expect, test } from "vitest";
import { EventParser } from "./serverEvents";

const STREAM = 'retry: 1000\n\n: still here\n\nid: 7\nevent: done\ndata: {"job_id":"a"}\n\nevent: hello\ndata: {}\n\n';
const EXPECTED = [
  { id: "7", kind: "done", data: '{"job_id":"a"}' },
  { id: null, kind: "hello", data: "{}" },
];

test("messages are the same however the stream is cut", () => {
  for (let size = 1; size <= STREAM.length; size += 1) {
    const parser = new EventParser();
    const found = [];
    for (let at = 0; at < STREAM.length; at += size) found.push(...parser.feed(STREAM.slice(at, at + size)));
    expect(found).toEqual(EXPECTED);
  }
});

test("a message that is not whole yet is kept back", () => {
  const parser = new EventParser();
  expect(parser.feed("event: done\ndata: 1\n")).toEqual([]);
  expect(parser.feed("\n")).toEqual([{ id: null, kind: "done", data: "1" }]);
});
