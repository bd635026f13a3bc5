import { Button, Drawer, Skeleton } from "@mantine/core";
import { useState } from "react";
import type { Job } from "@/api/client";
import { useQueue, useQueueJobs } from "@/api/queue";
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
  const [pages, setPages] = useState(1);
  const { jobs, isPending, more, error, refetch } = useQueueJobs(pages);
  const failed = error ?? queue.error;
  const first = isPending && !jobs.length;
  const section = { pending: first, onLeave };
  return (
    <div className={classes.drawer}>
      <QueueControls queue={queue.data} />
      {failed && <ErrorNote error={failed} onRetry={refetch} />}
      <Section
        {...section}
        title="Running"
        total={queue.data?.processing}
        jobs={jobs.filter(({ status }) => status === "processing")}
      />
      <Section
        {...section}
        title="Waiting"
        total={queue.data?.queued}
        jobs={jobs.filter(({ status }) => status === "queued")}
      />
      {more && (
        <Button variant="default" loading={isPending} onClick={() => setPages(pages + 1)} data-testid="queue-more">
          Show more
        </Button>
      )}
    </div>
  );
}

interface SectionProps {
  title: "Running" | "Waiting";
  /** How many there are, shown or not. */
  total: number | undefined;
  jobs: Job[];
  pending: boolean;
  onLeave: () => void;
}

function Section({ title, total, jobs, pending, onLeave }: SectionProps) {
  return (
    <section aria-label={title} data-testid={`queue-${title.toLowerCase()}`}>
      <h2 className={classes.title}>
        {title} <span className={classes.count}>{total ?? ""}</span>
      </h2>
      {pending && <Skeleton height={72} aria-label="Loading" />}
      {!pending && !jobs.length && <p className={classes.none}>{total ? FURTHER[title] : NONE[title]}</p>}
      <ul className={classes.list}>
        {jobs.map((job) => (
          <QueueRow key={job.id} job={job} onLeave={onLeave} />
        ))}
      </ul>
    </section>
  );
}

const NONE = { Running: "Nothing is being made.", Waiting: "Nothing waits." };
const FURTHER = { Running: "", Waiting: "All that is shown so far runs already." };
