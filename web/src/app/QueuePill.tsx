import { useDisclosure } from "@mantine/hooks";
import { useJobStats } from "@/api/queries";
import { useQueue } from "@/api/queue";
import { QueueDrawer } from "@/components/job/QueueDrawer";
import classes from "./QueuePill.module.css";

/** What is going on in the queue, live; opens the drawer that shows all of it. */
export function QueuePill() {
  const { data } = useJobStats();
  const { data: queue } = useQueue();
  const [opened, { open, close }] = useDisclosure(false);
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
        onClick={open}
        data-testid="queue-pill"
      >
        {data ? words(processing, queued, paused) : "Queue"}
      </button>
      <QueueDrawer opened={opened} onClose={close} />
    </>
  );
}

function words(processing: number, queued: number, paused: boolean): string {
  const counts = `${processing} running · ${queued} waiting`;
  if (paused) return processing + queued > 0 ? `Paused · ${counts}` : "Queue paused";
  return processing + queued > 0 ? counts : "Queue empty";
}
