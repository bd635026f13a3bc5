import { Anchor, Skeleton } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { type RatedTest, useRatedTests } from "@/api/voting";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { plural } from "@/components/format";
import { Pager } from "@/components/Pager";
import { When } from "@/components/When";
import { question } from "../words";
import classes from "./ratedTests.module.css";

/** The comparisons that a person with an account was invited to, and what is left to do in each. */
export function RatedTests() {
  const cursor = useSearchParams()[0].get("cursor");
  const { data, error, isPending, refetch } = useRatedTests(cursor);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton height={160} aria-label="Loading your comparisons" />;
  if (data.items.length === 0)
    return (
      <EmptyState>
        Here will be the comparisons that you are invited to. You have none at the moment: open the link of an invite while you are
        signed in.
      </EmptyState>
    );
  return (
    <>
      <ul className={classes.list} data-testid="rated-tests">
        {data.items.map((test) => (
          <Row key={test.ab_test_id} test={test} />
        ))}
      </ul>
      <Pager page={data} one="comparison" />
    </>
  );
}

function Row({ test }: { test: RatedTest }) {
  const { ab_test_id, criterion, state } = test;
  return (
    <li className={classes.row} data-testid="rated-test" data-state={state}>
      {state === "open" ? (
        <Anchor component={Link} to={`/songs/rate/${ab_test_id}`} fw={500}>
          {question(criterion)}
        </Anchor>
      ) : (
        <span>{question(criterion)}</span>
      )}
      <span className={classes.quiet}>
        {stateWords(test)}. Joined <When instant={test.joined_at} />
      </span>
    </li>
  );
}

function stateWords({ state, progress: { done, total } }: RatedTest): string {
  if (state === "waiting") return "The pieces are still being made";
  if (state === "closed") return `Closed; you heard ${plural(done, "pair")}`;
  if (state === "done") return total ? "You have heard all pairs" : "There is nothing to hear";
  return `${done} of ${plural(total, "pair")} heard`;
}
