import { Button } from "@mantine/core";
import { useState } from "react";
import { useMe } from "@/api/queries";
import { type Queue, useClearQueue, useSetPaused } from "@/api/queue";
import { ErrorNote } from "@/components/ErrorNote";
import { plural } from "@/components/format";
import { When } from "@/components/When";
import classes from "./queue.module.css";

/** Pause, resume and clear; everybody sees whether the queue is paused. */
export function QueueControls({ queue }: { queue: Queue | undefined }) {
  const { data: me } = useMe();
  const setPaused = useSetPaused();
  const paused = queue?.paused ?? false;
  return (
    <div className={classes.controls}>
      <p className={classes.status} role="status" data-paused={paused} data-testid="queue-status">
        {queue && <Status queue={queue} />}
      </p>
      {me?.role === "admin" && (
        <div className={classes.buttons}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!queue}
            loading={setPaused.isPending}
            onClick={() => setPaused.mutate(!paused)}
            data-testid={paused ? "queue-resume" : "queue-pause"}
          >
            {paused ? "Resume" : "Pause"}
          </Button>
          <Clear waiting={queue?.queued ?? 0} />
        </div>
      )}
      {setPaused.error && <ErrorNote error={setPaused.error} />}
    </div>
  );
}

function Status({ queue }: { queue: Queue }) {
  if (!queue.paused) return queue.workers ? plural(queue.workers, "worker") + " ready" : "No worker is running.";
  return (
    <>
      Paused{queue.paused_at && <> <When instant={queue.paused_at} /></>}: what runs goes on, what waits stays.
    </>
  );
}

/** Cannot be undone, so it takes a second step. */
function Clear({ waiting }: { waiting: number }) {
  const [asked, setAsked] = useState(false);
  const clear = useClearQueue();
  if (!asked || waiting === 0)
    return (
      <Button
        size="compact-sm"
        variant="default"
        disabled={waiting === 0}
        onClick={() => setAsked(true)}
        data-testid="queue-clear"
      >
        Clear…
      </Button>
    );
  return (
    <span className={classes.confirm} role="group" aria-label="Clear the queue">
      <Button
        size="compact-sm"
        color="red.9"
        autoFocus
        loading={clear.isPending}
        onClick={() => clear.mutate(undefined, { onSuccess: () => setAsked(false) })}
        data-testid="queue-clear-confirm"
      >
        Cancel {plural(waiting, "waiting job")} for good
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setAsked(false)}>
        Keep {waiting === 1 ? "it" : "them"}
      </Button>
      {clear.error && <ErrorNote error={clear.error} />}
    </span>
  );
}
