"""A bare DBOS worker: `bare_worker.py DATABASE_URL` runs what is enqueued and prints when it began."""

from __future__ import annotations

import sys
import threading
import time

from dbos import DBOS, DBOSClient

APPLICATION = "bare"
VERSION = "1"
QUEUE = "bare"
WORKFLOW = "bare.note"
POLL_EVERY = 0.05
READY = "ready"


def main(url: str) -> None:
    DBOS(
        config={
            "name": APPLICATION,
            "system_database_url": url,
            "application_version": VERSION,
            "executor_id": "bare-worker",
            "log_level": "WARNING",
        }
    )

    @DBOS.workflow(name=WORKFLOW)
    async def note(name: str) -> None:
        print(name, time.time(), flush=True)

    # As Reprise does it: declared by a client before the launch, which looks for queues at once.
    DBOS.migrate(url)
    client = DBOSClient(system_database_url=url)
    client.register_queue(QUEUE, worker_concurrency=1, polling_interval_sec=POLL_EVERY)
    client.destroy()
    DBOS.listen_queues([QUEUE])
    DBOS.launch()
    print(READY, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1])
