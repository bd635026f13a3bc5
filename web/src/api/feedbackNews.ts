import type { QueryClient } from "@tanstack/react-query";
import { refreshFeedback } from "./giveFeedback";

const SETTLE_MS = 250;

let news: { jobIds: Set<string | null>; audioIds: Set<string | null> } | null = null;

/** Somebody said something: look again soon, once for all that is said meanwhile. A null means: nobody knows which. */
export function feedbackChanged(client: QueryClient, jobId: string | null, audioId: string | null): void {
  if (!news) {
    news = { jobIds: new Set(), audioIds: new Set() };
    window.setTimeout(() => tell(client), SETTLE_MS);
  }
  news.jobIds.add(jobId);
  news.audioIds.add(audioId);
}

function tell(client: QueryClient): void {
  const { jobIds, audioIds } = news!;
  news = null;
  void refreshFeedback(client, oneOf(jobIds), oneOf(audioIds));
}

/** Of several the cache keeps few: all that is looked at is asked for again. */
const oneOf = (ids: Set<string | null>) => (ids.size === 1 ? [...ids][0]! : null);
