import type { ExperimentQuery } from "@/api/experiments";
import { useAddress } from "@/components/useAddress";

/** What the list is narrowed to, as the address says it; a change begins at the first page. */
export function useExperimentAddress(): [ExperimentQuery, (change: Partial<ExperimentQuery>) => void] {
  const [search, setSearch] = useAddress();
  const change = (next: Partial<ExperimentQuery>) =>
    setSearch((before) => toAddress({ ...fromAddress(before), cursor: null, ...next }), { replace: "words" in next });
  return [fromAddress(search), change];
}

export const fromAddress = (search: URLSearchParams): ExperimentQuery => ({
  archived: search.get("archived") === "1",
  words: search.get("q")?.trim() || null,
  cursor: search.get("cursor") || null,
});

export function toAddress({ archived, words, cursor }: ExperimentQuery): URLSearchParams {
  const given = { q: words, archived: archived ? "1" : null, cursor };
  return new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
