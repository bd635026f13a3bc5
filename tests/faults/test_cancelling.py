"""Cancelling stops the work, soon, and leaves nothing behind."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.faults.conftest import StartStudio
from tests.faults.studio import Json

BOUND_SECONDS = 2.0


def seconds_to_stop(job: Json) -> float:
    """By the job's own record: how soon this test gets to look depends on what else the machine does."""
    asked, stopped = (datetime.fromisoformat(job[name]) for name in ("cancel_requested_at", "completed_at"))
    return (stopped - asked).total_seconds()


@pytest.mark.parametrize("text", ["takes 20", "hoards"])
def test_a_processing_job_is_cancelled_within_the_bound(start_studio: StartStudio, text: str) -> None:
    studio = start_studio()
    job = studio.submit(text, num_samples=2)
    studio.wait(job, "processing")
    engine = studio.wait_engine()
    answer = studio.client.delete(f"/api/v1/generate/{job}")
    assert answer.status_code == 202
    assert answer.json()["cancel_requested_at"] is not None
    again = studio.client.delete(f"/api/v1/generate/{job}")
    assert again.status_code in {202, 409}
    cancelled = studio.wait(job, "cancelled", within_s=10)
    assert seconds_to_stop(cancelled) < BOUND_SECONDS
    assert cancelled["audio_ids"] == []
    assert not engine.is_running()
    assert studio.stored_keys() == set()
    assert studio.client.delete(f"/api/v1/generate/{job}").status_code == 409
    assert studio.wait(studio.submit("takes 0.1"))["status"] == "completed"


def test_published_samples_stay_when_the_rest_is_cancelled(start_studio: StartStudio) -> None:
    studio = start_studio()
    job = studio.submit("takes 1", num_samples=4)
    first = studio.wait_samples(job, 1)[0]
    studio.client.delete(f"/api/v1/generate/{job}")
    cancelled = studio.wait(job, "cancelled")
    assert first in cancelled["audio_ids"]
    assert len(studio.stored_keys()) == len(cancelled["audio_ids"])
    assert studio.audio(first)


def test_a_job_whose_worker_died_while_stopping_is_still_cancelled(start_studio: StartStudio) -> None:
    studio = start_studio()
    job = studio.submit("takes 20")
    studio.wait(job, "processing")
    for worker in studio.workers():
        studio.freeze(worker)
    assert studio.client.delete(f"/api/v1/generate/{job}").status_code == 202
    for worker in studio.workers():
        worker.kill()
    assert studio.wait(job)["status"] == "cancelled"
