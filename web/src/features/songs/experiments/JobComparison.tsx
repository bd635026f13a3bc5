import { Button, Skeleton, Title } from "@mantine/core";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { type ExperimentComparison, useJobComparison } from "@/api/experiments";
import { ErrorNote } from "@/components/ErrorNote";
import { ComparisonTable } from "./ComparisonTable";
import { sameForAll } from "./settings";
import classes from "./experiments.module.css";

const UUID = /^[0-9a-f-]{36}$/i;
const MOST_SAMPLES = 10;

/** Jobs side by side; the address names them, otherwise they are the newest twenty. */
export function JobComparison({ id }: { id: string }) {
  const [search, setSearch] = useSearchParams();
  const named = (search.get("jobs") ?? "").split(",").filter((one) => UUID.test(one));
  const ids = named.length > 1 ? named : [];
  const found = useJobComparison(id, ids);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const show = (jobs: readonly string[]) => {
    setTicked(new Set());
    setSearch(jobs.length ? { jobs: jobs.join() } : {});
  };
  return (
    <section aria-labelledby="side-by-side">
      <Title order={2} id="side-by-side" fz="md" mb={8}>
        Jobs side by side
      </Title>
      {found.error && <ErrorNote error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton height={240} aria-label="Loading the comparison" />}
      {found.data && (
        <>
          <Same comparison={found.data} />
          <ComparisonTable comparison={found.data} ticked={ticked} tick={setTicked} />
          <div className={classes.actions}>
            <Listen comparison={found.data} ticked={ticked} />
            {ticked.size > 1 && (
              <Button size="compact-sm" variant="default" onClick={() => show([...ticked])} data-testid="only-ticked">
                Show only the ticked {ticked.size}
              </Button>
            )}
            {ids.length > 0 && (
              <Button size="compact-sm" variant="default" onClick={() => show([])} data-testid="all-jobs">
                Show the newest
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function Same({ comparison: { items, differs } }: { comparison: ExperimentComparison }) {
  const first = items[0]?.job;
  if (!first || items.length < 2) return null;
  const same = sameForAll(first, differs);
  return <p className={classes.same}>{same ? `The same for all: ${same}.` : "Every setting differs."}</p>;
}

/** The first sample of each job that is ticked, or of all of them. */
function Listen({ comparison, ticked }: { comparison: ExperimentComparison; ticked: ReadonlySet<string> }) {
  const chosen = comparison.items.filter(({ job }) => !ticked.size || ticked.has(job.id));
  const ids = chosen.flatMap(({ job }) => job.audio_ids.slice(0, 1)).slice(0, MOST_SAMPLES);
  if (ids.length < 2) return null;
  return (
    <Button component={Link} to={`/songs/compare?ids=${ids.join()}`} size="compact-sm" data-testid="listen">
      Listen to their first samples
    </Button>
  );
}
