import type { QueryClient } from "@tanstack/react-query";
import { api, ApiError, ask } from "./client";
import { type Feedback, type FeedbackCreate, feedbackKeys, type Ranking, type Said } from "./feedback";
import { keys } from "./keys";

const TRIES = 3;
const PAUSE_MS = 800;

/** Say something of a sample. A lost answer is asked for again under the same key: nothing is said twice. */
export const postFeedback = (body: FeedbackCreate): Promise<Feedback> =>
  persist((header) => ask(api.POST("/api/v1/feedback", { body, params: { header } })));

/** An order of samples, as the pairs that it is made of. */
export const postRanking = (body: Ranking) =>
  persist((header) => ask(api.POST("/api/v1/feedback/ranking", { body, params: { header } })));

/** Also finishes when the page is being closed (`keepalive`). */
export const deleteFeedback = (id: string) =>
  ask(
    api.DELETE("/api/v1/feedback/{feedback_id}", { params: { path: { feedback_id: id } }, keepalive: true }),
  );

async function persist<T>(post: (header: { "Idempotency-Key": string }) => Promise<T>): Promise<T> {
  const header = { "Idempotency-Key": newKey() };
  for (let tries = 1; ; tries += 1) {
    try {
      return await post(header);
    } catch (error) {
      if (!mayHelp(error) || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** The server was away or busy, or is still at work on the first try. */
const mayHelp = (error: unknown) =>
  error instanceof ApiError &&
  (error.status === 0 || error.status >= 500 || error.detail.code === "IDEMPOTENCY_KEY_IN_USE");

/** Not `randomUUID`: an address without https has none. */
const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");

/** The server has taken it: it is the newest of one's own, before anything is asked for again. */
export function addOwn(client: QueryClient, audioId: string, row: Said): void {
  client.setQueryData<Said[]>(feedbackKeys.own(audioId), (rows) =>
    rows?.some(({ id }) => id === row.id) ? rows : [row, ...(rows ?? [])],
  );
}

/** What is cached of feedback is old: of one job, or of all where nobody knows which. */
export async function refreshFeedback(client: QueryClient, jobId: string | null, audioId: string | null): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: jobId ? feedbackKeys.job(jobId) : feedbackKeys.jobs }),
    client.invalidateQueries({ queryKey: audioId ? feedbackKeys.own(audioId) : feedbackKeys.owns }),
    client.invalidateQueries({ queryKey: feedbackKeys.lists }),
    // Figures under somebody's eyes stay as they are until they are asked for again.
    client.invalidateQueries({ queryKey: feedbackKeys.insights, refetchType: "none" }),
    client.invalidateQueries({ queryKey: feedbackKeys.tags, refetchType: "none" }),
    // Counts and averages in the lists of jobs.
    client.invalidateQueries({ queryKey: jobId ? keys.job(jobId) : keys.jobs }),
    client.invalidateQueries({ queryKey: keys.jobList }),
  ]);
}
