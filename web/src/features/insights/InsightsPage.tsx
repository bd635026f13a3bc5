import { Anchor, Button, NativeSelect, Skeleton, TextInput, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { CRITERIA } from "@/api/feedback";
import { type Insights, useInsights } from "@/api/insights";
import { BarTable, type BarRow } from "@/components/charts/BarTable";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { CRITERION_WORDS } from "@/components/feedback/criteria";
import { useTitle } from "@/components/useTitle";
import { AllThumbs } from "./AllThumbs";
import { CoverageFigures, UncoveredList } from "./Coverage";
import { type Asked, useInsightsAddress } from "./insightsQuery";
import { OverTime } from "./OverTime";
import classes from "./InsightsPage.module.css";

/** What all the feedback says: over time, by what made the music, and what nobody has listened to. */
export function InsightsPage() {
  useTitle("Insights");
  const { asked, cursor, change } = useInsightsAddress();
  const { data, error, isPending, refetch } = useInsights(asked, asked.criterion);
  return (
    <>
      <div className={classes.head}>
        <Title order={1}>Insights</Title>
        <Choices asked={asked} change={change} />
      </div>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={720} aria-label="Loading insights" />}
      {data && isEmpty(data, asked) && (
        <>
          <Nothing />
          <ThumbsPart />
        </>
      )}
      {data && !isEmpty(data, asked) && (
        <>
          {hasNoRatings(data, asked) ? <NoRatings /> : <Figures insights={data} from={asked.from} />}
          <ThumbsPart />
          <Part title="Coverage">
            <CoverageFigures coverage={data.coverage} />
            <UncoveredList asked={asked} cursor={cursor} change={(state) => change({ state })} />
          </Part>
        </>
      )}
    </>
  );
}

const ThumbsPart = () => (
  <Part title="Thumbs of all apps, last 30 days">
    <AllThumbs />
  </Part>
);

/** Of all time: not one rating, by no criterion. */
const hasNoRatings = ({ count, by_criterion }: Insights, { from, to }: Asked) =>
  count === 0 && !by_criterion.some((row) => row.count > 0) && from === null && to === null;

const isEmpty = ({ count, coverage }: Insights, { from, to }: Asked) =>
  count === 0 && coverage.samples === 0 && from === null && to === null;

function Nothing() {
  const action = (
    <Button component={Link} to="/songs/generate">
      Describe some music
    </Button>
  );
  return (
    <EmptyState action={action}>
      Here will be how ratings go over time, which engines and tags they favour, and which samples nobody has heard yet.
      It begins with some music and a few stars.
    </EmptyState>
  );
}

const NoRatings = () => (
  <EmptyState
    action={
      <Button component={Link} to="/songs/jobs" variant="default">
        Choose a job to rate
      </Button>
    }
  >
    No ratings yet. Rate a sample on a job’s page, or one of those below, and here will be how ratings go over time and
    which engines and tags they favour.
  </EmptyState>
);

interface ChoicesProps {
  asked: Asked;
  change: (next: Partial<Asked>) => void;
}

const BY = CRITERIA.map((value) => ({ value, label: CRITERION_WORDS[value] }));

function Choices({ asked: { from, to, criterion }, change }: ChoicesProps) {
  return (
    <div className={classes.choices} role="search" aria-label="Choose the figures">
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        className={classes.allTime}
        data-off={!from && !to}
        onClick={() => change({ from: null, to: null })}
        data-testid="all-time"
      >
        All time
      </Button>
      <NativeSelect
        size="xs"
        aria-label="Criterion"
        data={BY}
        value={criterion}
        onChange={({ currentTarget: { value } }) => change({ criterion: CRITERIA.find((one) => one === value) })}
        data-testid="criterion"
      />
      <span className={classes.days}>
        <TextInput
          size="xs"
          type="date"
          aria-label="From"
          value={from ?? ""}
          max={to ?? undefined}
          onChange={({ currentTarget: { value } }) => change({ from: value || null })}
          data-testid="from"
        />
        to
        <TextInput
          size="xs"
          type="date"
          aria-label="Until"
          value={to ?? ""}
          min={from ?? undefined}
          onChange={({ currentTarget: { value } }) => change({ to: value || null })}
          data-testid="to"
        />
      </span>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <Title order={2}>{title}</Title>
      {children}
    </section>
  );
}

function Figures({ insights, from }: { insights: Insights; from: string | null }) {
  const { by_engine, by_tag, by_criterion, criterion } = insights;
  const of = CRITERION_WORDS[criterion].toLowerCase();
  return (
    <>
      <Part title="Ratings over time">
        <OverTime insights={insights} from={from} />
      </Part>
      <div className={classes.tables}>
        <Part title={`By engine, ${of}`}>
          <Bars of="Engine" rows={by_engine.map(engineRow)} testId="by-engine" />
        </Part>
        <Part title={`By tag, ${of}`}>
          <Bars of="Tag" rows={by_tag.map(tagRow)} testId="by-tag" />
        </Part>
        <Part title="By criterion">
          <Bars of="Criterion" rows={by_criterion.map(criterionRow)} testId="by-criterion" />
        </Part>
      </div>
    </>
  );
}

const Bars = ({ of, rows, testId }: { of: string; rows: BarRow[]; testId: string }) =>
  rows.length ? (
    <BarTable of={of} rows={rows} max={5} data-testid={testId} />
  ) : (
    <p className={classes.none}>Nothing in this time.</p>
  );

const engineRow = ({ engine, engine_version, adapter, count, average }: Insights["by_engine"][number]): BarRow => ({
  key: `${engine} ${engine_version} ${adapter?.id ?? ""}`,
  name: `${engine} ${engine_version}${adapter ? `, ${adapter.name} v${adapter.version}` : ""}`,
  value: average,
  count,
});

const tagRow = ({ tag, label, count, average }: Insights["by_tag"][number]): BarRow => ({
  key: tag,
  name: (
    <Anchor component={Link} to={`/songs/feedback?tag=${encodeURIComponent(tag)}`} c="inherit">
      {label}
    </Anchor>
  ),
  value: average,
  count,
});

const criterionRow = ({ criterion, count, average }: Insights["by_criterion"][number]): BarRow => ({
  key: criterion,
  name: (
    <Anchor component={Link} to={`/songs/feedback?criterion=${criterion}`} c="inherit">
      {CRITERION_WORDS[criterion]}
    </Anchor>
  ),
  value: average,
  count,
});
