import { Skeleton, Title } from "@mantine/core";
import { useSearchParams } from "react-router";
import { type TimelineEntry, useTimeline } from "@/api/adapters";
import { ErrorNote } from "@/components/ErrorNote";
import { Pager } from "@/components/Pager";
import { When } from "@/components/When";
import classes from "./adapters.module.css";

const AT = "timeline";

/** What happened to it, the newest first. */
export function Timeline({ id }: { id: string }) {
  const [search] = useSearchParams();
  const page = useTimeline(id, search.get(AT));
  return (
    <section aria-labelledby="timeline">
      <Title order={2} id="timeline" fz="md" mb={8}>
        Timeline
      </Title>
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton height={160} aria-label="Loading the timeline" />}
      {page.data && (
        <>
          <ol className={classes.timeline} data-testid="timeline">
            {page.data.items.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
          <Pager page={page.data} one="entry" many="entries" at={AT} />
        </>
      )}
    </section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  return (
    <li data-kind={entry.kind}>
      <span className={classes.happened}>{happened(entry)}</span>
      {entry.reason && <span className={classes.reason}>{entry.reason}</span>}
      <span className={classes.note}>
        <When instant={entry.created_at} />
        {entry.actor.name && ` by ${entry.actor.name}`}
      </span>
    </li>
  );
}

function happened({ kind, name, version }: TimelineEntry): string {
  switch (kind) {
    case "created":
      return `Made as “${name}”`;
    case "version_added":
      return `Version ${version} added`;
    case "activated":
      return `Version ${version} activated`;
    case "renamed":
      return `Renamed to “${name}”`;
    case "described":
      return "Description changed";
    case "deleted":
      return "Deleted";
  }
}
