import { Button, Skeleton, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { type AbTest, abTestQuery } from "@/api/abtests";
import { ErrorNote } from "@/components/ErrorNote";
import { useTitle } from "@/components/useTitle";
import { Results } from "../results/Results";
import { Facts } from "./Facts";
import { Generation } from "./Generation";
import { Invites } from "./Invites";
import { Pairs } from "./Pairs";
import { TestHead } from "./TestHead";
import { Votes } from "./Votes";
import classes from "../abtests.module.css";

/** One test from its pairs to its verdict. */
export function AbTestPage() {
  const { testId = "" } = useParams();
  const found = useQuery(abTestQuery(testId));
  useTitle(found.data?.name ?? "A/B test");
  if (found.data) return <Shown test={found.data} />;
  if (!found.error) return <Skeleton height={480} aria-label="Loading the A/B test" />;
  return (
    <>
      <Title order={1} mb={16}>
        A/B test
      </Title>
      <ErrorNote error={found.error} onRetry={() => void found.refetch()} />
      <Button component={Link} to="/songs/ab-tests" variant="default" mt={16}>
        Show all A/B tests
      </Button>
    </>
  );
}

function Shown({ test }: { test: AbTest }) {
  return (
    <div className={classes.page} data-testid="ab-test" data-status={test.status}>
      <TestHead test={test} />
      <Facts test={test} />
      <Generation test={test} />
      {(test.votes > 0 || test.status === "ready" || test.status === "closed") && <Results test={test} />}
      {test.status !== "closed" && <Invites test={test} />}
      {test.votes > 0 && <Votes test={test} />}
      <Pairs test={test} />
    </div>
  );
}
