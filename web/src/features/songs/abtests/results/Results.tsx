import { Anchor, Skeleton, Title } from "@mantine/core";
import { Link } from "react-router";
import { type AbResults, type AbTest, useResults } from "@/api/abtests";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { agreementWords } from "./agreement";
import { Claim } from "./Claim";
import { Counts } from "./Counts";
import { Promote } from "./Promote";
import { PromptResults } from "./PromptResults";
import classes from "../abtests.module.css";

/** What the votes say: a sentence for each claim, and what it rests on. */
export function Results({ test }: { test: AbTest }) {
  const { data, error, refetch } = useResults(test);
  return (
    <section className={classes.part} aria-label="Results" data-testid="ab-results">
      <Title order={2}>What the votes say</Title>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={360} aria-label="Loading the results" />}
      {data && data.counts.total === 0 && <NoVotes test={test} />}
      {data && data.counts.total > 0 && <Shown test={test} results={data} />}
      <Method />
    </section>
  );
}

function NoVotes({ test }: { test: AbTest }) {
  return (
    <EmptyState>
      {test.status === "closed"
        ? "This test was closed before anybody voted."
        : "Nobody has voted yet. Here will be how often each side is preferred, how sure that is, and how many more people it takes; you may look at it after every vote."}
    </EmptyState>
  );
}

function Shown({ test, results }: { test: AbTest; results: AbResults }) {
  return (
    <>
      <div className={classes.claims}>
        <Claim title="The people who voted" one="vote" claim={results.these_raters} a={results.a} b={results.b} id="these" />
        <Claim title="People like them, in general" one="person" claim={results.raters_in_general} a={results.a} b={results.b} id="general" />
      </div>
      <Counts results={results} />
      <p className={classes.sentence} data-testid="ab-agreement">
        {agreementWords(results.agreement, results.counts)}
      </p>
      <PromptResults results={results} />
      <Promote test={test} results={results} />
    </>
  );
}

const Method = () => (
  <p className={classes.quiet} data-testid="ab-method">
    Blind: nobody sees a name before they vote. And you may look after every vote: the chance that two equal sides are ever called
    different stays below 5 %.{" "}
    <Anchor component={Link} to="/songs/ab-tests/method" fz={12} underline="always">
      How a test is decided
    </Anchor>
  </p>
);
