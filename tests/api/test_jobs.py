"""Many jobs at once: filtered, counted, in pages, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import Engine, event
from tests.api.studio import API, Studio

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import utcnow
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation.models import STATUSES, GenerationJob

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def a_job(prompt_id: str, created_at: datetime, **fields: Any) -> GenerationJob:
    defaults: dict[str, Any] = {"engine": "composer", "num_samples": 1, "seed": 1, "duration": 30.0}
    if fields.get("status", "queued") != "queued":
        defaults |= {"started_at": created_at, "completed_at": created_at}
    return GenerationJob(
        id=uuid4(),
        owner_id=OWNER_ID,
        prompt_id=UUID(prompt_id),
        workflow_id="none",
        created_at=created_at,
        **defaults | fields,
    )


def a_rating(audio_id: str, rating: int) -> Feedback:
    """By somebody who has said nothing else."""
    return Feedback(author_id=uuid4(), audio_id=UUID(audio_id), rating=rating, created_at=DAY)


async def found(client: httpx.AsyncClient, **params: Any) -> list[str]:
    """The created instants of the jobs that a filter lets through, without the date's year."""
    answer = await client.get(f"{API}/jobs", params=params)
    assert answer.status_code == 200, answer.text
    page = answer.json()
    assert page["total"] == len(page["items"])
    return [item["created_at"][5:16] for item in page["items"]]


async def test_dates_filter_and_a_date_alone_includes_its_day(
    studio: Studio, client: httpx.AsyncClient
) -> None:
    prompt = (await studio.prompt())["id"]
    instants = [
        DAY - timedelta(seconds=1),
        DAY,
        DAY + timedelta(hours=23, minutes=59),
        DAY + timedelta(days=1),
    ]
    await studio.add(*(a_job(prompt, instant) for instant in instants))
    before, first, last, after = "02-28T23:59", "03-01T00:00", "03-01T23:59", "03-02T00:00"
    assert await found(client) == [after, last, first, before]
    assert await found(client, end_date="2026-03-01") == [last, first, before]
    assert await found(client, start_date="2026-03-01", end_date="2026-03-01") == [last, first]
    assert await found(client, start_date="2026-03-02") == [after]
    assert await found(client, end_date="2026-03-01T00:00:00Z") == [first, before]
    assert await found(client, end_date="2026-03-01T00:00:00") == [first, before]
    assert await found(client, start_date="2026-03-01T01:00:00+01:00", end_date="2026-03-01") == [last, first]
    assert await found(client, start_date="2026-03-02", end_date="2026-03-01") == []


async def test_every_status_and_engine_can_be_filtered_by(studio: Studio, client: httpx.AsyncClient) -> None:
    prompt = (await studio.prompt())["id"]
    await studio.add(*(a_job(prompt, DAY, status=status) for status in STATUSES))
    await studio.add(a_job(prompt, DAY, status="queued", engine="paced"))
    for status in STATUSES:
        page = (await client.get(f"{API}/jobs", params={"status": status})).json()
        assert {item["status"] for item in page["items"]} == {status}
        assert page["total"] == (2 if status == "queued" else 1)
    page = (await client.get(f"{API}/jobs", params={"status": "queued", "engine": "paced"})).json()
    assert [item["engine"] for item in page["items"]] == ["paced"]
    assert (await client.get(f"{API}/jobs", params={"engine": "../../etc/passwd"})).json()["total"] == 0


async def test_cursors_lead_through_filtered_jobs(studio: Studio, client: httpx.AsyncClient) -> None:
    prompt = (await studio.prompt())["id"]
    await studio.add(*(a_job(prompt, DAY, status=STATUSES[number % 5]) for number in range(25)))
    seen: list[str] = []
    params: dict[str, Any] = {"limit": 2, "status": "failed"}
    while True:
        page = (await client.get(f"{API}/jobs", params=params)).json()
        assert page["total"] == 5
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 5


async def test_statistics_of_nothing(client: httpx.AsyncClient) -> None:
    assert (await client.get(f"{API}/jobs/stats")).json() == {
        "counts": dict.fromkeys(STATUSES, 0),
        "average_processing_seconds": None,
        "throughput": {"window_hours": 24.0, "jobs_per_hour": 0.0, "audio_seconds_per_hour": 0.0},
        "queue_depth": 0,
        "oldest_queued_seconds": None,
    }


async def test_statistics_count_all_and_measure_the_window(studio: Studio, client: httpx.AsyncClient) -> None:
    prompt, now = (await studio.prompt())["id"], utcnow()
    for hours_ago, seconds in ((1, 4), (2, 8), (30, 1000)):
        end = now - timedelta(hours=hours_ago)
        start = end - timedelta(seconds=seconds)
        await studio.add(a_job(prompt, DAY, status="completed", started_at=start, completed_at=end))
    await studio.add(a_job(prompt, now - timedelta(minutes=10), status="queued"))
    made = await studio.complete((await studio.submit(prompt, num_samples=2))["id"])
    stats = (await client.get(f"{API}/jobs/stats", params={"window_hours": 10})).json()
    assert stats["counts"] == {"queued": 1, "processing": 0, "completed": 4, "failed": 0, "cancelled": 0}
    assert stats["queue_depth"] == 1
    assert stats["oldest_queued_seconds"] == pytest.approx(600, abs=60)
    assert stats["throughput"]["jobs_per_hour"] == 0.3
    # Only the job made here has samples, of one second each.
    assert stats["throughput"]["audio_seconds_per_hour"] == len(made) / 10
    assert 4 <= stats["average_processing_seconds"] <= 8


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", ["/jobs", "/prompts"])
async def test_a_list_takes_the_same_queries_however_long_it_is(
    path: str, studio: Studio, client: httpx.AsyncClient
) -> None:
    async def queries() -> int:
        with counted_queries() as statements:
            assert (await client.get(f"{API}{path}", params={"limit": 100})).status_code == 200
        return len(statements)

    for status in STATUSES:
        await studio.add(a_job((await studio.prompt())["id"], DAY, status=status))
    few = await queries()
    for number in range(30):
        prompt = (await studio.prompt())["id"]
        await studio.add(a_job(prompt, DAY, status=STATUSES[number % 5]))
    assert 0 < few < 12
    assert await queries() == few


async def test_the_list_says_of_each_job_what_the_job_says_itself(
    studio: Studio, client: httpx.AsyncClient
) -> None:
    """The list is written by the database, the single job by Python: they must not drift apart."""
    odd = (await studio.prompt('"Größe" \\ 音楽 \U0001f3b5'))["id"]
    adapter, experiment = await studio.adapter("composer"), await studio.experiment()
    used = {"adapter_id": str(adapter.id), "experiment_id": str(experiment.id)}
    made = (await studio.submit(odd, num_samples=2, parameters={"density": 0.25}, **used))["id"]
    first, second = await studio.complete(made)
    # The means that have to be rounded, one way or the other, and what no longer counts.
    for audio_id, ratings in ((first, (5, 4)), (second, (1,))):
        for rating in ratings:
            said = {"audio_id": str(audio_id), "rating": rating, "tags": ["creative"]}
            assert (await client.post(f"{API}/feedback", json=said)).status_code == 201
    said = {"audio_id": str(first), "rating": 1, "rating_criterion": "melody"}
    assert (await client.post(f"{API}/feedback", json=said)).status_code == 201
    failure: dict[str, Any] = {"error_code": "ENGINE_FAILED", "error_message": None, "not_understood": ["é"]}
    await studio.add(
        *(a_job(odd, DAY, status=status) for status in STATUSES),
        a_job(odd, DAY, status="failed", seed=2**53 - 1, duration=0.1, retry_of=UUID(made), **failure),
        a_job(odd, DAY, status="processing", progress=5, stage="sample A", cancel_requested_at=DAY),
        a_job(odd, DAY, priority=3),
    )
    page = (await client.get(f"{API}/jobs")).json()
    assert page["total"] == len(page["items"]) == 9
    for item in page["items"]:
        assert item == await studio.job(item["id"])
    told = {item["id"]: item for item in page["items"]}
    assert told[made]["feedback"] == {"count": 4, "has_feedback": True, "average_rating": 2.5}
    assert told[made]["audio_ids"] == [str(first), str(second)]
    assert told[made]["adapter"]["name"] == adapter.name
    assert {item["queue_position"] for item in page["items"]} == {None, 1, 2}
    assert any(item["eta_seconds"] for item in page["items"])


async def test_means_in_the_list_are_rounded_as_everywhere(studio: Studio, client: httpx.AsyncClient) -> None:
    means: dict[str, float] = {}
    for ratings in ((1, 2, 2), (5, 5, 4), (1, 1, 1, 1, 1, 1, 1, 2), (4, 4, 3, 4, 5, 5, 1)):
        made = (await studio.submit())["id"]
        (audio_id,) = await studio.complete(made)
        await studio.add(*(a_rating(audio_id, rating) for rating in ratings))
        # Half up, where Python rounds 1.125 to the even 1.12.
        means[made] = int(100 * sum(ratings) / len(ratings) + 0.5) / 100
    items = (await client.get(f"{API}/jobs")).json()["items"]
    assert {item["id"]: item["feedback"]["average_rating"] for item in items} == means
    for item in items:
        assert item == await studio.job(item["id"])
