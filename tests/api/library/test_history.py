"""How jobs went over time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.api.library.studio import Studio

from reprise.songs.jobs.history import span_until

NOW = datetime(2026, 3, 1, 17, 23, 45, tzinfo=UTC)


def test_buckets_are_equal_cover_the_window_and_hold_the_present() -> None:
    for hours in range(1, 24 * 31 + 1):
        span = span_until(NOW, hours)
        assert 24 <= span.count <= 48, hours
        assert span.count * span.seconds == hours * 3_600, hours
        assert span.edge(span.count - 1) <= NOW < span.edge(span.count), hours


@pytest.mark.parametrize(
    ("hours", "seconds"), [(1, 120), (6, 900), (24, 3_600), (24 * 7, 21_600), (24 * 31, 86_400)]
)
def test_buckets_are_as_round_as_people_count(hours: int, seconds: int) -> None:
    assert span_until(NOW, hours).seconds == seconds


async def test_an_empty_installation_has_empty_buckets(studio: Studio) -> None:
    history = await studio.get("/jobs/history")
    assert (history["window_hours"], history["bucket_seconds"], len(history["buckets"])) == (24, 3_600, 24)
    empty = {"completed": 0, "failed": 0, "cancelled": 0, "audio_seconds": 0.0}
    nothing = {"average_wait_seconds": None, "average_processing_seconds": None}
    for bucket in history["buckets"]:
        assert bucket | {"start": ""} == empty | nothing | {"start": ""}


async def test_jobs_count_where_they_finished(studio: Studio) -> None:
    before = await studio.get("/jobs/history")
    starts = [datetime.fromisoformat(bucket["start"]) for bucket in before["buckets"]]
    made = [await studio.submit(num_samples=2) for _ in range(2)]
    for job_id, waited, worked in zip(made, (10, 20), (5, 7), strict=True):
        await studio.complete(job_id)
        done = starts[3] + timedelta(minutes=5)
        await studio.set(
            job_id,
            completed_at=done,
            started_at=done - timedelta(seconds=worked),
            created_at=done - timedelta(seconds=worked + waited),
        )
    gone = await studio.submit()
    await studio.client.delete(f"/generate/{gone}")
    await studio.set(gone, completed_at=starts[10])
    old = await studio.submit()
    await studio.client.delete(f"/generate/{old}")
    await studio.set(old, completed_at=starts[0] - timedelta(seconds=1))
    await studio.submit()
    buckets = (await studio.get("/jobs/history"))["buckets"]
    shift = starts.index(datetime.fromisoformat(buckets[0]["start"]))
    assert buckets[3 - shift] | {"start": ""} == {
        "start": "",
        "completed": 2,
        "failed": 0,
        "cancelled": 0,
        "average_wait_seconds": pytest.approx(15, abs=0.01),
        "average_processing_seconds": pytest.approx(6, abs=0.01),
        "audio_seconds": 2.0,
    }
    assert buckets[10 - shift]["cancelled"] == 1
    # A job that never started neither waited nor worked.
    assert buckets[10 - shift]["average_wait_seconds"] is None
    assert sum(bucket["completed"] + bucket["cancelled"] for bucket in buckets) == 3


@pytest.mark.parametrize("hours", [0, -1, 24 * 31 + 1])
async def test_the_window_has_limits(studio: Studio, hours: int) -> None:
    answer = await studio.client.get("/jobs/history", params={"window_hours": hours})
    assert (answer.status_code, answer.json()["detail"]["field"]) == (422, "window_hours")
