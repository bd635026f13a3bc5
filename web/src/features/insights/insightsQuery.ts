import { CRITERIA, type Criterion } from "@/api/feedback";
import type { CoverageState, Period } from "@/api/insights";
import { useAddress } from "@/components/useAddress";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the figures are of, as the address says it. */
export interface Asked extends Period {
  criterion: Criterion;
  state: CoverageState;
}

export function useInsightsAddress() {
  const [search, setSearch] = useAddress();
  const change = (next: Partial<Asked>) => setSearch((before) => toAddress({ ...fromAddress(before), ...next }));
  return { asked: fromAddress(search), cursor: search.get("cursor"), change };
}

export function fromAddress(search: URLSearchParams): Asked {
  const day = (name: string) => search.get(name)?.match(DAY)?.[0] ?? null;
  return {
    from: day("from"),
    to: day("to"),
    criterion: CRITERIA.find((known) => known === search.get("criterion")) ?? "overall",
    state: search.get("samples") === "unrated" ? "unrated" : "unheard",
  };
}

/** What is usual is not said. */
export function toAddress({ from, to, criterion, state }: Asked): URLSearchParams {
  const next = new URLSearchParams();
  if (from) next.set("from", from);
  if (to) next.set("to", to);
  if (criterion !== "overall") next.set("criterion", criterion);
  if (state !== "unheard") next.set("samples", state);
  return next;
}
