import { SegmentedControl } from "@mantine/core";
import { useAddress } from "@/components/useAddress";

const SPANS = [7, 30, 90, 365];
const USUAL = 30;

/** Of how many last days the figures are, as the address says it; another choice begins at the first page. */
export function useSpan(): [number, (days: number) => void] {
  const [search, setSearch] = useAddress();
  const change = (days: number) =>
    setSearch((before) => {
      before.delete("cursor");
      if (days === USUAL) before.delete("days");
      else before.set("days", String(days));
      return before;
    });
  return [SPANS.find((known) => String(known) === search.get("days")) ?? USUAL, change];
}

export const SpanChoice = ({ days, change }: { days: number; change: (days: number) => void }) => (
  <SegmentedControl
    size="xs"
    aria-label="Of the last"
    data={SPANS.map((span) => ({ value: String(span), label: span === 365 ? "a year" : `${span} days` }))}
    value={String(days)}
    onChange={(value) => change(Number(value))}
    data-testid="days"
  />
);
