import { SegmentedControl } from "@mantine/core";
import { useHistory } from "@/api/history";
import { ErrorNote } from "@/components/ErrorNote";
import { useAddress } from "@/components/useAddress";
import { OutcomeChart, TimesChart, YieldChart } from "./HistoryCharts";
import classes from "./JobsPage.module.css";

const WINDOWS = [
  { label: "24 h", value: "24" },
  { label: "7 d", value: "168" },
  { label: "31 d", value: "744" },
];

/** Outcome, times and yield of the chosen window; the address remembers the window. */
export function Statistics() {
  const [search, setSearch] = useAddress();
  const chosen = WINDOWS.find(({ value }) => value === search.get("window"))?.value ?? "24";
  const { data, error, refetch } = useHistory(Number(chosen));
  const choose = (value: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set("window", value);
      return next;
    });
  return (
    <section className={classes.statistics} aria-label="Statistics" data-testid="statistics">
      <SegmentedControl
        className={classes.window}
        size="xs"
        aria-label="Window of the statistics"
        data={WINDOWS}
        value={chosen}
        onChange={choose}
        data-testid="window"
      />
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      <div className={classes.charts} data-loaded={data !== undefined}>
        {data && (
          <>
            <OutcomeChart history={data} />
            <TimesChart history={data} />
            <YieldChart history={data} />
          </>
        )}
      </div>
    </section>
  );
}
