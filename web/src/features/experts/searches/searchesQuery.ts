import type { SearchesQuery } from "@/api/expertsAnalytics";
import { useAddress } from "@/components/useAddress";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const TYPES = ["match", "clarification"] as const;
export const VOTES = ["up", "down", "none"] as const;

/** What the searches are narrowed to, as the address says it; a change begins at the first page. */
export function useSearchesAddress(): [SearchesQuery, (change: Partial<SearchesQuery>) => void] {
  const [search, setSearch] = useAddress();
  const change = (next: Partial<SearchesQuery>) =>
    setSearch((before) => toAddress({ ...fromAddress(before), cursor: null, ...next }), { replace: "words" in next });
  return [fromAddress(search), change];
}

export function fromAddress(search: URLSearchParams): SearchesQuery {
  const day = (name: string) => search.get(name)?.match(DAY)?.[0] ?? null;
  const email = search.get("email");
  return {
    words: search.get("q")?.trim() || null,
    type: TYPES.find((known) => known === search.get("type")) ?? null,
    vote: VOTES.find((known) => known === search.get("vote")) ?? null,
    email: email === "yes" || email === "no" ? email : null,
    from: day("from"),
    to: day("to"),
    cursor: search.get("cursor") || null,
  };
}

export function toAddress({ words, ...rest }: SearchesQuery): URLSearchParams {
  const given = { q: words, ...rest };
  return new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** Whether anything but the page of the list is chosen. */
export const isNarrowed = ({ cursor: _, ...rest }: SearchesQuery) => Object.values(rest).some(Boolean);
