import { Button, Skeleton, Title } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { useAbTests } from "@/api/abtests";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Pager } from "@/components/Pager";
import { useTitle } from "@/components/useTitle";
import { AbTestTable } from "./AbTestTable";
import classes from "../abtests.module.css";

/** Blind tests: which of two adapters is better, by people who did not know which was which. */
export function AbTestsPage() {
  useTitle("A/B tests");
  const cursor = useSearchParams()[0].get("cursor");
  const { data, error, isPending, refetch } = useAbTests(cursor);
  return (
    <>
      <div className={classes.head}>
        <Title order={1}>A/B tests</Title>
        <div className={classes.actions}>
          <Button component={Link} to="/songs/ab-tests/leaderboard" variant="default" data-testid="to-leaderboard">
            Leaderboard
          </Button>
          <NewTest />
        </div>
      </div>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={320} mt={16} aria-label="Loading A/B tests" />}
      {data && data.items.length === 0 && <Nothing />}
      {data && data.items.length > 0 && (
        <>
          <AbTestTable tests={data.items} />
          <Pager page={data} one="test" />
        </>
      )}
    </>
  );
}

const NewTest = () => (
  <Button component={Link} to="/songs/ab-tests/new" data-testid="ab-new">
    New A/B test
  </Button>
);

const Nothing = () => (
  <EmptyState action={<NewTest />}>
    Here will be your blind tests. Each lets people hear pairs made from the same prompt and the same seed by two adapters, or
    by one and none, without knowing which is which. You can look at the result after every vote without spoiling it.
  </EmptyState>
);
