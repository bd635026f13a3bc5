import { Anchor, Skeleton, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { type Dashboard, useDashboard } from "@/api/expertsAnalytics";
import { useDirectoryFacts } from "@/api/experts";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { plural } from "@/components/format";
import { ExpertHead } from "../ExpertHead";
import { Figure, Figures } from "../Figures";
import { percent } from "../share";
import { SpanChoice, useSpan } from "../SpanChoice";
import { FirstSteps } from "./FirstSteps";
import { OverTime } from "./OverTime";
import common from "../experts.module.css";
import classes from "./overview.module.css";

/** How the chat does: what was searched, what was found, what people said of it. */
export function OverviewPage() {
  const [days, change] = useSpan();
  const { data, error, refetch, isPending } = useDashboard(days);
  return (
    <>
      <ExpertHead title="Experts" />
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={720} aria-label="Loading the overview" />}
      {data && (
        <>
          <div className={classes.bar}>
            <SpanChoice days={days} change={change} />
          </div>
          <Content dashboard={data} />
        </>
      )}
    </>
  );
}

function Content({ dashboard }: { dashboard: Dashboard }) {
  const { data: facts } = useDirectoryFacts();
  if (!dashboard.summary.searches && facts?.experts === 0) return <FirstSteps />;
  if (!dashboard.summary.searches) return <NoSearches />;
  const { series, top_queries, top_downvoted_queries, top_downvoted_experts } = dashboard;
  return (
    <>
      <Summary dashboard={dashboard} />
      {series.length > 0 && <OverTime points={series} />}
      <div className={classes.lists}>
        <Ranked
          title="Most searched"
          testId="top-queries"
          rows={top_queries.map(({ query, searches }) => [query, String(searches), toSearches(query)])}
        />
        <Ranked
          title="Thumbs down by query"
          testId="down-queries"
          rows={top_downvoted_queries.map(({ query, up, down }) => [query, ofVotes(up, down), toSearches(query, "down")])}
        />
        <Ranked
          title="Thumbs down by expert"
          testId="down-experts"
          rows={top_downvoted_experts.map(({ id, name, up, down }) => [
            name ?? "somebody who was deleted",
            ofVotes(up, down),
            `/experts/directory/${id}`,
          ])}
        />
      </div>
    </>
  );
}

const ofVotes = (up: number, down: number) => `${down} of ${plural(up + down, "vote")}`;
const toSearches = (query: string, vote?: string) =>
  `/experts/searches?${new URLSearchParams({ q: query, ...(vote && { vote }) })}`;

function Summary({ dashboard: { days, summary, lead_rate, vote_rate, share_up } }: { dashboard: Dashboard }) {
  const { searches, match_rate, votes, leads, gaps } = summary;
  const voted = plural(votes.up + votes.down, "vote");
  return (
    <Figures data-testid="summary">
      <Figure name="Searches" value={searches} />
      <Figure name="Match rate" value={percent(match_rate)} basis={`of ${plural(searches, "search", "searches")}`} />
      <Figure name="Vote rate" value={percent(vote_rate)} basis={`${voted} on answers`} />
      <Figure name="Thumbs up" value={percent(share_up)} basis={`of ${voted}`} />
      <Figure name="Leads" value={leads} basis={`${percent(lead_rate)} of searches`} />
      <Figure
        name="Open gaps"
        value={
          <Anchor component={Link} to={`/experts/gaps?days=${days}`} inherit>
            {gaps}
          </Anchor>
        }
      />
    </Figures>
  );
}

type Row = [name: string, count: string, to: string];

function Ranked({ title, rows, testId }: { title: string; rows: Row[]; testId: string }): ReactNode {
  return (
    <section className={common.part} data-testid={testId}>
      <Title order={2}>{title}</Title>
      {rows.length ? (
        <ol className={classes.list}>
          {rows.map(([name, count, to]) => (
            <li key={to}>
              <Anchor component={Link} to={to} c="inherit">
                {name}
              </Anchor>
              <span className={classes.count}>{count}</span>
            </li>
          ))}
        </ol>
      ) : (
        <p className={common.quiet}>Nothing in this time.</p>
      )}
    </section>
  );
}

const NoSearches = () => (
  <EmptyState>
    Nobody has searched in this time. Open the chat and ask something, or put it into your page with the snippet on{" "}
    <Anchor component={Link} to="/experts/settings" underline="always">
      Settings
    </Anchor>
    .
  </EmptyState>
);
