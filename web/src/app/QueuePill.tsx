import { Link } from "react-router";
import { useJobStats } from "@/api/queries";
import classes from "./Shell.module.css";

/** What is going on in the queue, live. */
export function QueuePill() {
  const { data } = useJobStats();
  if (!data) return null;
  const { processing = 0, queued = 0 } = data.counts;
  const busy = processing + queued > 0;
  return (
    <Link
      to={queued && !processing ? "/songs/jobs?status=queued" : busy ? "/songs/jobs?status=processing" : "/songs/jobs"}
      className={classes.pill}
      data-busy={busy}
      data-testid="queue-pill"
    >
      {busy ? `${processing} running · ${queued} waiting` : "Queue empty"}
    </Link>
  );
}
