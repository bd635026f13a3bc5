import { Drawer, Skeleton } from "@mantine/core";
import type { Schemas } from "@/api/client";
import { SHOWN, useJobsIn, useQueue } from "@/api/queue";
import { ErrorNote } from "@/components/ErrorNote";
import { QueueControls } from "./QueueControls";
import { QueueRow } from "./QueueRow";
import classes from "./queue.module.css";

/** Everything that runs or waits, live, with what can be done about it. */
export function QueueDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={420}
      title="Queue"
      closeButtonProps={{ "aria-label": "Close the queue" }}
      transitionProps={{ duration: 100 }}
      data-testid="queue-drawer"
    >
      <Content onLeave={onClose} />
    </Drawer>
  );
}

function Content({ onLeave }: { onLeave: () => void }) {
  const queue = useQueue();
  const running = useJobsIn("processing");
  // The list comes newest first: what starts next stands at its end.
  const waiting = useJobsIn("queued", Math.max(0, (queue.data?.queued ?? 0) - SHOWN));
  const error = running.error ?? waiting.error ?? queue.error;
  return (
    <div className={classes.drawer}>
      <QueueControls queue={queue.data} />
      {error && <ErrorNote error={error} onRetry={() => void Promise.all([running.refetch(), waiting.refetch()])} />}
      <Section title="Running" page={running.data} pending={running.isPending} onLeave={onLeave} />
      <Section title="Waiting" page={waiting.data} pending={waiting.isPending} onLeave={onLeave} />
    </div>
  );
}

interface SectionProps {
  title: "Running" | "Waiting";
  page: Schemas["Page_JobOut_"] | undefined;
  pending: boolean;
  onLeave: () => void;
}

function Section({ title, page, pending, onLeave }: SectionProps) {
  const jobs = [...(page?.items ?? [])].sort((a, b) => (a.queue_position ?? 0) - (b.queue_position ?? 0));
  return (
    <section aria-label={title} data-testid={`queue-${title.toLowerCase()}`}>
      <h2 className={classes.title}>
        {title} <span className={classes.count}>{page?.total ?? ""}</span>
      </h2>
      {pending && <Skeleton height={72} aria-label="Loading" />}
      {page && !jobs.length && <p className={classes.none}>{NONE[title]}</p>}
      <ul className={classes.list}>
        {jobs.map((job) => (
          <QueueRow key={job.id} job={job} onLeave={onLeave} />
        ))}
      </ul>
      {page && page.total > SHOWN && <p className={classes.none}>{SHOWN} of {page.total} are shown: those that {title === "Waiting" ? "were asked for first" : "began last"}.</p>}
    </section>
  );
}

const NONE = { Running: "Nothing is being made.", Waiting: "Nothing waits." };
