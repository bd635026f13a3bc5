import { Button, Progress } from "@mantine/core";
import { type AbTest, useGeneratePairs, useRetryPairs } from "@/api/abtests";
import { ErrorNote } from "@/components/ErrorNote";
import { plural } from "@/components/format";
import classes from "../abtests.module.css";

/** From a draft to pairs that can be heard, and again for those that failed. */
export function Generation({ test }: { test: AbTest }) {
  if (test.status === "draft") return <Draft test={test} />;
  const { done, total, failed, text } = test.progress;
  const working = test.status === "generating";
  if (!working && !failed) return null;
  return (
    <section className={classes.generation} aria-label="Generation">
      <div className={classes.progressLine}>
        <span role="status" data-testid="ab-progress">
          {text}
        </span>
        {failed > 0 && <span className={classes.bad}>{plural(failed, "pair")} failed</span>}
        {failed > 0 && test.status !== "closed" && <Retry test={test} />}
      </div>
      {working && (
        <Progress.Root size={6} radius="xl">
          <Progress.Section value={(100 * done) / total} aria-label="Pairs that are made" />
          <Progress.Section value={(100 * failed) / total} color="red" aria-label="Pairs that failed" />
        </Progress.Root>
      )}
    </section>
  );
}

function Draft({ test }: { test: AbTest }) {
  const generating = useGeneratePairs();
  const { total } = test.progress;
  return (
    <section className={classes.generation} aria-label="Generation">
      <p className={classes.sentence}>
        Nothing is made yet. {plural(total, "pair")} means {plural(2 * total, "job")}: each pair is one prompt and one seed, played
        by both sides.
      </p>
      {generating.error && <ErrorNote error={generating.error} />}
      <Button
        loading={generating.isPending}
        onClick={() => generating.mutate(test.id)}
        style={{ alignSelf: "start" }}
        data-testid="ab-generate"
      >
        Generate {plural(total, "pair")}
      </Button>
    </section>
  );
}

function Retry({ test }: { test: AbTest }) {
  const retrying = useRetryPairs();
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={retrying.isPending}
        onClick={() => retrying.mutate(test.id)}
        data-testid="ab-retry"
      >
        Retry the failed
      </Button>
      {retrying.error && <ErrorNote error={retrying.error} />}
    </>
  );
}
