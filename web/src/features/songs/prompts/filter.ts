import type { PromptFilter } from "@/api/prompts";
import { useAddress } from "@/components/useAddress";

const WORDS = ["q", "style", "mood", "date_from", "date_to"] as const;
const NUMBERS = ["tempo_min", "tempo_max"] as const;

/** The filter as the address has it; what is no filter is left out. */
export function readFilter(search: URLSearchParams): PromptFilter {
  const words = WORDS.map((name) => [name, search.get(name)?.trim() || null] as const);
  const numbers = NUMBERS.map((name) => [name, numeric(search.get(name))] as const);
  return Object.fromEntries([...words, ...numbers]) as unknown as PromptFilter;
}

function numeric(value: string | null): number | null {
  return value?.trim() && Number.isFinite(Number(value)) ? Number(value) : null;
}

/** How many of them are set besides the words. */
export const attributeFilters = (filter: PromptFilter) =>
  Object.entries(filter).filter(([name, value]) => name !== "q" && value !== null).length;

/** Filter and page of the address; a changed filter begins at its first page. */
export function useFilter() {
  const [search, setSearch] = useAddress();
  const set = (name: keyof PromptFilter, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete("page");
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const page = Math.max(1, Math.floor(numeric(search.get("page")) ?? 1));
  const open = (to: number) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (to > 1) next.set("page", String(to));
      else next.delete("page");
      return next;
    });
  return { filter: readFilter(search), page, set, open, clear: () => setSearch(() => new URLSearchParams()) };
}
