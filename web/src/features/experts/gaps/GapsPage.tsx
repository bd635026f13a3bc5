import { SegmentedControl, Skeleton } from "@mantine/core";
import { gapsCsv, type GapState, useGaps } from "@/api/expertsAnalytics";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Pager } from "@/components/Pager";
import { useAddress } from "@/components/useAddress";
import { ExpertHead } from "../ExpertHead";
import { ExportButton } from "../ExportButton";
import { SpanChoice, useSpan } from "../SpanChoice";
import { GapTable } from "./GapTable";
import common from "../experts.module.css";

const STATES = [
  { value: "open", label: "Open" },
  { value: "resolved", label: "Resolved" },
];

/** What people ask for and do not get: where the directory needs somebody, or a better profile. */
export function GapsPage() {
  const [search, setSearch] = useAddress();
  const [days, changeDays] = useSpan();
  const state: GapState = search.get("state") === "resolved" ? "resolved" : "open";
  const page = useGaps(state, days, search.get("cursor"));
  return (
    <>
      <ExpertHead title="Gaps">
        <ExportButton href={gapsCsv(state, days)} />
      </ExpertHead>
      <p className={common.lead}>
        What was asked and got a question back, or only people who hardly fit. Add an expert or improve a profile, then
        resolve it; it opens again by itself when the same query fails again.
      </p>
      <div className={common.choices}>
        <SegmentedControl
          size="xs"
          aria-label="Gaps that are"
          data={STATES}
          value={state}
          onChange={(value) =>
            setSearch((before) => {
              before.delete("cursor");
              before.set("state", value);
              return before;
            })
          }
          data-testid="gap-state"
        />
        <SpanChoice days={days} change={changeDays} />
      </div>
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={400} aria-label="Loading gaps" />}
      {page.data && !page.data.items.length && !search.get("cursor") && (
        <EmptyState>
          {state === "open"
            ? "No gaps: everybody who asked got somebody who fits, or nobody has asked yet."
            : "Nothing has been resolved yet."}
        </EmptyState>
      )}
      {page.data && (page.data.items.length > 0 || search.get("cursor")) && (
        <>
          <GapTable gaps={page.data.items} />
          <Pager page={page.data} one="gap" />
        </>
      )}
    </>
  );
}
