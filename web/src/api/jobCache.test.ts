import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { Job, Schemas } from "./client";
import { addSample, patchJob, putJob } from "./jobCache";
import { keys } from "./keys";

const job = (id: string) => ({ id, status: "queued", progress: 0 }) as Job;
const page = (...ids: string[]) => ({ items: ids.map(job), total: ids.length }) as Schemas["Page_JobOut_"];

test("news of a job reaches its view and every list that shows it, and no other job", () => {
  const client = new QueryClient();
  const all = [...keys.jobList, { status: null }];
  const queued = [...keys.jobList, { status: "queued" }];
  client.setQueryData(keys.job("a"), job("a"));
  client.setQueryData(all, page("a", "b"));
  client.setQueryData(queued, page("b", "a"));

  patchJob(client, "a", { status: "processing", progress: 40 });

  const progressOf = (key: readonly unknown[]) =>
    client.getQueryData<Schemas["Page_JobOut_"]>(key)?.items.map(({ id, progress }) => [id, progress]);
  expect(client.getQueryData<Job>(keys.job("a"))?.progress).toBe(40);
  expect(progressOf(all)).toEqual([["a", 40], ["b", 0]]);
  expect(progressOf(queued)).toEqual([["b", 0], ["a", 40]]);
});

test("news of a job that nobody looks at is not kept", () => {
  const client = new QueryClient();
  patchJob(client, "a", { progress: 40 });
  expect(client.getQueryCache().getAll()).toEqual([]);
});

test("a reading that began before a change does not undo it", async () => {
  const client = new QueryClient();
  let answer = (_: Job) => {};
  const queryFn = () => new Promise<Job>((done) => (answer = done));
  const reading = client.fetchQuery({ queryKey: keys.job("a"), queryFn });
  await putJob(client, { ...job("a"), status: "cancelled" });
  answer(job("a"));
  await reading.catch(() => undefined);
  expect(client.getQueryData<Job>(keys.job("a"))?.status).toBe("cancelled");
});

test("a finished sample takes its place once, however often it is told", () => {
  const client = new QueryClient();
  client.setQueryData(keys.job("a"), { ...job("a"), audio_ids: ["one"] });
  addSample(client, "a", "two");
  addSample(client, "a", "two");
  expect(client.getQueryData<Job>(keys.job("a"))?.audio_ids).toEqual(["one", "two"]);
});
