import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { takeOver } from "./takeOver";

const KEY = ["session"];

test("a reading that began before a change does not bring the past back", async () => {
  const client = new QueryClient();
  client.setQueryData(KEY, "active");
  let answer = (_: string) => {};
  const reading = client.fetchQuery({ queryKey: KEY, queryFn: () => new Promise<string>((done) => (answer = done)) });
  await takeOver(client, KEY, "paused");
  answer("active");
  await reading.catch(() => undefined);
  expect(client.getQueryData(KEY)).toBe("paused");
});

test("what was being read for the first time is there at once", async () => {
  const client = new QueryClient();
  const reading = client.fetchQuery({ queryKey: KEY, queryFn: () => new Promise<string>(() => {}) });
  await takeOver<string>(client, KEY, (known) => known ?? "new");
  await reading.catch(() => undefined);
  expect(client.getQueryData(KEY)).toBe("new");
});
