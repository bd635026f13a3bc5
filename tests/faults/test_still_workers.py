"""A worker that is alive but stands still is ended by its supervisor, with whatever it held."""

from __future__ import annotations

from tests.faults.conftest import StartStudio
from tests.support import tied


def test_a_worker_that_stands_still_is_ended_and_replaced(start_studio: StartStudio) -> None:
    studio = start_studio()
    job = studio.submit("takes 6")
    studio.wait(job, "processing")
    (still,) = studio.workers()
    still.suspend()
    tied.until(lambda: not still.is_running(), 90, lambda: f"it stands there:\n{studio.server.log[-4000:]}")
    assert "worker_still" in studio.server.log
    assert studio.wait(job)["status"] == "completed"
    assert [worker.pid for worker in studio.workers()] != [still.pid]
