import type { SessionQuery, SessionStatus } from "@/api/interviews";
import { useAddress } from "@/components/useAddress";

export const STATUSES: readonly SessionStatus[] = ["active", "paused", "completed"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What the list is narrowed to, as the address says it. */
export function useSessionAddress(): [SessionQuery, (change: Partial<SessionQuery>) => void] {
  const [search, setSearch] = useAddress();
  const change = (next: Partial<SessionQuery>) =>
    setSearch((before) => toAddress({ ...fromAddress(before), cursor: null, ...next }), { replace: "role" in next });
  return [fromAddress(search), change];
}

export function fromAddress(search: URLSearchParams): SessionQuery {
  const matching = (name: string, pattern: RegExp) => search.get(name)?.match(pattern)?.[0] ?? null;
  return {
    status: STATUSES.find((known) => known === search.get("status")) ?? null,
    role: search.get("role")?.trim() || null,
    posting: matching("posting", UUID),
    from: matching("from", DAY),
    to: matching("to", DAY),
    cursor: search.get("cursor") || null,
  };
}

export function toAddress(query: SessionQuery): URLSearchParams {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(set);
}

/** Whether anything but the page of the list is chosen. */
export const isNarrowed = ({ cursor: _, ...rest }: SessionQuery) => Object.values(rest).some(Boolean);
