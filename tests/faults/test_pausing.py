"""Pausing a real server: what waits, what goes on, and what a restart or a kill changes of it (nothing)."""

from __future__ import annotations

import json
import time

from tests.faults.conftest import StartStudio
from tests.faults.studio import Studio
from tests.support import tied

API = "/api/v1"


def _queue(studio: Studio) -> dict[str, object]:
    document: dict[str, object] = studio.client.get(f"{API}/queue").json()
    return document


def _tell(studio: Studio, what: str) -> None:
    assert studio.client.post(f"{API}/queue/{what}").status_code == 200


def _stays_queued(studio: Studio, *job_ids: str, for_s: float = 1.5) -> None:
    """Longer than a worker needs to start a job many times over."""
    until = time.monotonic() + for_s
    while time.monotonic() < until:
        assert [studio.job(job_id)["status"] for job_id in job_ids] == ["queued"] * len(job_ids)
        time.sleep(0.1)


def test_what_runs_goes_on_and_what_waits_waits(start_studio: StartStudio) -> None:
    studio = start_studio()
    running = studio.submit("takes 1.5", engine="paced")
    studio.wait(running, "processing")
    _tell(studio, "pause")
    waiting = [studio.submit("quick", engine="paced") for _ in range(2)]
    assert studio.wait(running)["status"] == "completed"
    _stays_queued(studio, *waiting)
    assert _queue(studio)["paused"]
    _tell(studio, "resume")
    assert [studio.wait(job_id)["status"] for job_id in waiting] == ["completed", "completed"]


def test_cancelling_a_held_job_works_at_once_and_frees_its_worker(start_studio: StartStudio) -> None:
    studio = start_studio()
    _tell(studio, "pause")
    held = studio.submit("first", engine="paced")
    _stays_queued(studio, held)
    answer = studio.client.delete(f"{API}/generate/{held}")
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    other = studio.submit("second", engine="paced")
    _tell(studio, "resume")
    assert studio.wait(other)["status"] == "completed"
    assert studio.job(held)["status"] == "cancelled"


def test_a_pause_survives_a_stop_and_a_kill(start_studio: StartStudio) -> None:
    studio = start_studio(workers=2)
    _tell(studio, "pause")
    jobs = [studio.submit("waits", engine="paced") for _ in range(3)]
    _stays_queued(studio, *jobs, for_s=0.5)
    began = time.monotonic()
    assert studio.server.terminate() == 0
    # A held job has not begun: nothing is drained for it. Draining alone would take five seconds.
    assert time.monotonic() - began < 5
    studio.server.restart()
    _stays_queued(studio, *jobs)
    studio.server.kill9_all()
    studio.server.restart()
    assert _queue(studio)["paused"]
    _stays_queued(studio, *jobs, for_s=6)
    _tell(studio, "resume")
    for job_id in jobs:
        assert studio.wait(job_id)["status"] == "completed"


def test_priorities_are_kept_but_for_the_one_that_the_worker_holds(start_studio: StartStudio) -> None:
    studio = start_studio()
    _tell(studio, "pause")
    held = studio.submit("held", engine="paced")
    _stays_queued(studio, held, for_s=0.5)
    low = studio.submit("low", engine="paced", priority=-5)
    high = studio.submit("high", engine="paced", priority=5)
    _tell(studio, "resume")
    for job_id in (held, low, high):
        assert studio.wait(job_id)["status"] == "completed"
    started = {name: studio.job(name)["started_at"] for name in (held, low, high)}
    assert sorted(started, key=lambda name: str(started[name])) == [held, high, low]


def test_what_had_begun_goes_on_during_a_pause_even_when_its_worker_is_killed(
    start_studio: StartStudio,
) -> None:
    studio = start_studio()
    running = studio.submit("takes 1", num_samples=3, engine="paced")
    studio.wait_samples(running, 1)
    _tell(studio, "pause")
    urgent = studio.submit("urgent", engine="paced", priority=10)
    studio.workers()[0].kill()
    assert studio.wait(running)["status"] == "completed"
    assert studio.job(urgent)["status"] == "queued"


def test_clearing_leaves_nothing_for_the_workers(start_studio: StartStudio) -> None:
    studio = start_studio()
    _tell(studio, "pause")
    jobs = [studio.submit("waits", engine="paced") for _ in range(3)]
    _stays_queued(studio, *jobs, for_s=0.5)
    assert studio.client.post(f"{API}/queue/clear").json() == {"cancelled": 3}
    _tell(studio, "resume")
    after = studio.submit("after", engine="paced")
    assert studio.wait(after)["status"] == "completed"
    assert {studio.job(job_id)["status"] for job_id in jobs} == {"cancelled"}


def test_all_listeners_hear_of_it(start_studio: StartStudio) -> None:
    studio = start_studio()
    with studio.client.stream("GET", f"{API}/jobs/events") as stream:
        lines = stream.iter_lines()
        tied.until(lambda: next(lines).startswith("event: hello"), 10, lambda: "no greeting")
        _tell(studio, "pause")
        tied.until(lambda: next(lines) == "event: queue", 10, lambda: "not told")
        data = next(line for line in lines if line.startswith("data: "))
    assert json.loads(data.removeprefix("data: ")) == {"paused": True}
