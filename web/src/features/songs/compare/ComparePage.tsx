import { Button, Skeleton, Title } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { MOST } from "@/components/player/compareTray";
import { useTitle } from "@/components/useTitle";
import { Comparison } from "./Comparison";
import { useComparison } from "./useComparison";
import classes from "./ComparePage.module.css";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ROW = 128;

/** Samples of any jobs against each other; the address says which, and whether they are hidden. */
export function ComparePage() {
  useTitle("Compare");
  const [search] = useSearchParams();
  const ids = [...new Set((search.get("ids") ?? "").split(",").filter((id) => UUID.test(id)))].slice(0, MOST);
  return (
    <>
      <Title order={1} className={classes.title}>
        Compare
      </Title>
      {ids.length > 1 ? <Asked key={ids.join()} ids={ids} /> : <Nothing one={ids.length === 1} />}
    </>
  );
}

function Nothing({ one }: { one: boolean }) {
  const action = (
    <Button component={Link} to="/songs/jobs">
      Choose a job
    </Button>
  );
  return (
    <EmptyState action={action}>
      {one && "This is one sample: it takes two to compare. "}
      Here samples of the same or of different jobs play against each other at the same playhead and the same loudness.
      Open a job and press “Compare samples”, or drag the letter of a sample to the bottom of the page.
    </EmptyState>
  );
}

function Asked({ ids }: { ids: string[] }) {
  const { data, error, refetch } = useComparison(ids);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={ROW * ids.length} aria-label="Loading the samples" />;
  return (
    <>
      {data.missing > 0 && <ErrorNote error={gone(data.missing)} />}
      {data.items.length > 1 && <Comparison items={data.items} samePrompt={data.samePrompt} />}
    </>
  );
}

const gone = (count: number) =>
  new Error(
    count === 1
      ? "One of these samples cannot be had: it may have been deleted."
      : `${count} of these samples cannot be had: they may have been deleted.`,
  );
