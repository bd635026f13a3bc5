import type { AdapterQuery } from "@/api/adapters";
import { useAddress } from "@/components/useAddress";

/** What the list is narrowed to, as the address says it; a change begins at the first page. */
export function useAdapterAddress(): [AdapterQuery, (change: Partial<AdapterQuery>) => void] {
  const [search, setSearch] = useAddress();
  const change = (next: Partial<AdapterQuery>) =>
    setSearch((before) => toAddress({ ...fromAddress(before), cursor: null, ...next }));
  return [fromAddress(search), change];
}

export const fromAddress = (search: URLSearchParams): AdapterQuery => ({
  engine: search.get("engine") || null,
  deleted: search.get("deleted") === "1",
  cursor: search.get("cursor") || null,
});

export function toAddress({ engine, deleted, cursor }: AdapterQuery): URLSearchParams {
  const given = { engine, deleted: deleted ? "1" : null, cursor };
  return new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
