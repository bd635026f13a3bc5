import { lazy, Suspense, useState } from "react";
import { useJobStats } from "@/api/queries";
import { useQueue } from "@/api/queue";
import classes from "./QueuePill.module.css";

const QueueDrawer = lazy(async () => ({ default: (await import("@/components/job/QueueDrawer")).QueueDrawer }));

/** What is going on in the queue, live; opens the drawer that shows all of it. */
export function QueuePill() {
  const { data } = useJobStats();
  const { data: queue } = useQueue();
  // Null until it is opened first: what is in the drawer is not loaded before.
  const [opened, setOpened] = useState<boolean | null>(null);
  const { processing = 0, queued = 0 } = data?.counts ?? {};
  const busy = processing + queued > 0;
  const paused = queue?.paused ?? false;
  return (
    <>
      <button
        type="button"
        className={classes.pill}
        data-busy={busy}
        data-paused={paused}
        aria-haspopup="dialog"
        onClick={() => setOpened(true)}
        data-testid="queue-pill"
      >
        {data ? words(processing, queued, paused) : "Queue"}
      </button>
      <Suspense>{opened !== null && <QueueDrawer opened={opened} onClose={() => setOpened(false)} />}</Suspense>
    </>
  );
}

function words(processing: number, queued: number, paused: boolean): string {
  const counts = `${processing} running · ${queued} waiting`;
  if (paused) return processing + queued > 0 ? `Paused · ${counts}` : "Queue paused";
  return processing + queued > 0 ? counts : "Queue empty";
}
