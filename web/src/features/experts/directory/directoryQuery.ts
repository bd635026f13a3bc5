import type { DirectoryQuery } from "@/api/experts";
import { useAddress } from "@/components/useAddress";

export const HARD_TO_FIND = 50;

/** What the directory is narrowed to, as the address says it; a change begins at the first page. */
export function useDirectoryAddress(): [DirectoryQuery, (change: Partial<DirectoryQuery>) => void] {
  const [search, setSearch] = useAddress();
  const change = (next: Partial<DirectoryQuery>) =>
    setSearch((before) => toAddress({ ...fromAddress(before), cursor: null, ...next }), { replace: "words" in next });
  return [fromAddress(search), change];
}

export function fromAddress(search: URLSearchParams): DirectoryQuery {
  const active = search.get("active");
  const findability = Number(search.get("findability"));
  return {
    words: search.get("q")?.trim() || null,
    category: search.get("category") || null,
    active: active === "yes" || active === "no" ? active : null,
    findability: Number.isInteger(findability) && findability > 0 && findability <= 100 ? findability : null,
    cursor: search.get("cursor") || null,
  };
}

export function toAddress({ words, ...rest }: DirectoryQuery): URLSearchParams {
  const given = { q: words, ...rest };
  return new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));
}

/** Whether anything but the page of the list is chosen. */
export const isNarrowed = ({ cursor: _, ...rest }: DirectoryQuery) => Object.values(rest).some(Boolean);
