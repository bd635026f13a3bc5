import type { JobStatus } from "@/api/client";
import type { JobQuery } from "@/api/history";
import { useAddress } from "@/components/useAddress";

export const STATUSES: readonly JobStatus[] = ["queued", "processing", "completed", "failed", "cancelled"];
export const FEEDBACK = ["with", "without"] as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the list is narrowed to, as the address says it. */
export function useJobAddress(): [JobQuery, (change: Partial<JobQuery>) => void] {
  const [search, setSearch] = useAddress();
  const change = (next: Partial<JobQuery>) =>
    setSearch((before) => toAddress({ ...fromAddress(before), cursor: null, ...next }, before), {
      replace: "words" in next,
    });
  return [fromAddress(search), change];
}

export function fromAddress(search: URLSearchParams): JobQuery {
  const day = (name: string) => search.get(name)?.match(DAY)?.[0] ?? null;
  return {
    status: STATUSES.find((known) => known === search.get("status")) ?? null,
    engine: search.get("engine") || null,
    adapter: search.get("adapter")?.match(UUID)?.[0] ?? null,
    from: day("from"),
    to: day("to"),
    words: search.get("q")?.trim() || null,
    feedback: FEEDBACK.find((known) => known === search.get("feedback")) ?? null,
    cursor: search.get("cursor") || null,
  };
}

/** Other parameters of the address stay as they are. */
export function toAddress(query: JobQuery, before = new URLSearchParams()): URLSearchParams {
  const next = new URLSearchParams(before);
  const { words, ...rest } = query;
  for (const [name, value] of Object.entries({ q: words, ...rest })) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** Whether anything but the page of the list is chosen. */
export const isNarrowed = ({ cursor: _, ...rest }: JobQuery) => Object.values(rest).some(Boolean);
