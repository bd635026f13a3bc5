"""The queue as a whole: look at it, pause it, go on, clear it."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest
from tests.api.conftest import ConnectAs
from tests.api.library.studio import EXECUTOR, Studio
from tests.support.rows import insert_jobs

from reprise.songs.generation import publishing
from reprise.songs.generation.publishing import HeldError
from reprise.songs.queue import events, service


async def _post(studio: Studio, what: str) -> dict[str, object]:
    answer = await studio.client.post(f"/queue/{what}")
    assert answer.status_code == 200, answer.text
    document: dict[str, object] = answer.json()
    return document


async def test_pausing_and_going_on_say_the_same_when_repeated(studio: Studio) -> None:
    await studio.submit()
    fresh = await studio.get("/queue")
    assert fresh == {"paused": False, "paused_at": None, "queued": 1, "processing": 0, "workers": 0}
    paused = await _post(studio, "pause")
    assert paused["paused"] and paused["paused_at"] is not None
    assert await _post(studio, "pause") == paused == await studio.get("/queue")
    assert await _post(studio, "resume") == fresh
    assert await _post(studio, "resume") == fresh
    assert await studio.events(events.SUBJECT) == [("queue", {"paused": True}), ("queue", {"paused": False})]


async def test_while_paused_nothing_starts_and_what_runs_goes_on(studio: Studio) -> None:
    running, waiting = await studio.submit(), await studio.submit()
    claimed = await studio.claim(running)
    assert claimed is not None
    await _post(studio, "pause")
    with pytest.raises(HeldError):
        await studio.claim(waiting)
    again = await studio.claim(running)
    assert again is not None and again.attempt != claimed.attempt
    await studio.publish(again, 0)
    job = await studio.get(f"/generate/{waiting}")
    assert (job["status"], job["eta_seconds"]) == ("queued", None)
    assert [kind for kind, _ in await studio.events(UUID(waiting))] == ["status"]
    await _post(studio, "resume")
    assert await studio.claim(waiting) is not None


async def test_a_held_job_was_not_claimed(studio: Studio) -> None:
    job_id = await studio.submit()
    await _post(studio, "pause")
    for _ in range(3):
        with pytest.raises(HeldError):
            await studio.claim(job_id)
    await _post(studio, "resume")
    claimed = await studio.claim(job_id)
    assert claimed is not None and claimed.job.claims == 1


async def test_a_held_job_can_be_cancelled(studio: Studio) -> None:
    job_id = await studio.submit()
    await _post(studio, "pause")
    answer = await studio.client.delete(f"/generate/{job_id}")
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    assert await studio.claim(job_id) is None


async def test_clearing_cancels_what_waits_and_nothing_else(studio: Studio) -> None:
    running = await studio.submit()
    await studio.claim(running)
    waiting = [await studio.submit(priority=priority) for priority in (-3, 0, 5)]
    assert await _post(studio, "clear") == {"cancelled": 3}
    assert await _post(studio, "clear") == {"cancelled": 0}
    assert (await studio.get(f"/generate/{running}"))["status"] == "processing"
    for job_id in waiting:
        job = await studio.get(f"/generate/{job_id}")
        assert job["status"] == "cancelled" and job["completed_at"] and job["cancel_requested_at"]
        told = await studio.events(UUID(job_id))
        assert [kind for kind, _ in told] == ["status", "status", "done"]
        assert told[1][1]["status"] == told[2][1]["status"] == "cancelled"


async def test_clearing_takes_many_steps_and_leaves_no_workflow(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reprise.songs.queue.service._AT_ONCE", 2)
    waiting = [await studio.submit() for _ in range(5)]
    workflows = await studio.workflows(*waiting)
    assert await studio.core.queue.live(workflows) == set(workflows)
    assert await _post(studio, "clear") == {"cancelled": 5}
    for job_id in waiting:
        assert [kind for kind, _ in await studio.events(UUID(job_id))] == ["status", "status", "done"]
    assert await studio.core.queue.live(workflows) == set()


async def test_a_clearing_that_is_cut_off_leaves_a_queue_and_a_second_one_finishes(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reprise.songs.queue.service._AT_ONCE", 1)
    waiting = [await studio.submit() for _ in range(25)]
    clearing = asyncio.create_task(service.clear(studio.core))
    while (await studio.get("/queue"))["queued"] == len(waiting):
        pass
    clearing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await clearing
    left = (await studio.get("/queue"))["queued"]
    assert 0 < left < len(waiting)
    for job_id in waiting:
        status = (await studio.get(f"/generate/{job_id}"))["status"]
        kinds = [kind for kind, _ in await studio.events(UUID(job_id))]
        assert (status, kinds[-1]) in {("queued", "status"), ("cancelled", "done")}
        alive = await studio.core.queue.live(await studio.workflows(job_id))
        assert len(alive) == (status == "queued")
    assert await _post(studio, "clear") == {"cancelled": left}
    assert (await studio.get("/queue"))["queued"] == 0


async def test_others_write_while_a_queue_is_cleared(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reprise.songs.queue.service._AT_ONCE", 1)
    for _ in range(30):
        await studio.submit()
    clearing = asyncio.create_task(service.clear(studio.core))
    while (await studio.get("/queue"))["queued"] == 30:
        pass
    late = await studio.submit("after it was asked for")
    assert not clearing.done()
    assert (await clearing).cancelled == 30
    assert (await studio.get(f"/generate/{late}"))["status"] == "queued"


async def _listed(studio: Studio, **params: object) -> list[str]:
    return [job["id"] for job in (await studio.get("/queue/jobs", **params))["items"]]


async def test_jobs_are_listed_in_the_order_in_which_they_run(studio: Studio) -> None:
    running = [await studio.submit(), await studio.submit()]
    for job_id in reversed(running):
        await studio.claim(job_id)
    waiting = [await studio.submit(priority=priority) for priority in (0, -10, 3, 0, 10, -10, 3)]
    page = await studio.get("/queue/jobs")
    assert [job["id"] for job in page["items"]][:2] == running[::-1]
    queued = page["items"][2:]
    assert [waiting.index(job["id"]) for job in queued] == [4, 2, 6, 0, 3, 1, 5]
    assert [job["queue_position"] for job in queued] == list(range(1, 8))
    assert (page["total"], page["next_cursor"]) == (9, None)
    workflows = await studio.workflows(*(job["id"] for job in queued))
    assert workflows == [workflow for workflow in await studio.line() if workflow in workflows]


async def test_pages_of_the_queue_hold_every_job_once(studio: Studio) -> None:
    for _ in range(3):
        await studio.claim(await studio.submit())
    for number in range(12):
        await studio.submit(priority=number % 3 - 1)
    whole = await _listed(studio)
    assert len(set(whole)) == 15
    for size in (1, 2, 4, 7):
        seen: list[str] = []
        params: dict[str, object] = {"limit": size}
        while True:
            page = await studio.get("/queue/jobs", **params)
            assert page["total"] == 15
            seen += [job["id"] for job in page["items"]]
            if page["next_cursor"] is None:
                break
            params["cursor"] = page["next_cursor"]
        assert seen == whole
        assert await _listed(studio, limit=size, offset=5) == whole[5 : 5 + size]
    assert await _listed(studio, offset=15) == []


async def test_a_late_and_urgent_job_is_on_the_first_page_of_a_long_queue(studio: Studio) -> None:
    insert_jobs(studio.core.database.url, 3_000, status="queued")
    urgent = await studio.submit(priority=1)
    page = await studio.get("/queue/jobs", limit=50)
    assert [job["queue_position"] for job in page["items"]] == list(range(1, 51))
    assert (page["items"][0]["id"], page["total"]) == (urgent, 3_001)
    deep = await studio.get("/queue/jobs", limit=5, offset=2_000)
    assert [job["queue_position"] for job in deep["items"]] == list(range(2_001, 2_006))


async def test_a_cursor_of_another_list_is_refused(studio: Studio) -> None:
    for _ in range(2):
        await studio.submit()
    cursor = (await studio.get("/jobs", limit=1))["next_cursor"]
    answer = await studio.client.get("/queue/jobs", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["detail"]["field"]) == (422, "cursor")


async def test_what_is_taken_over_ends_with_its_workflow(studio: Studio) -> None:
    """The job's worker died, its workflow is in line again, and another worker holds something else."""
    for outcome in ("completed", "failed", "cancelled"):
        job_id = await studio.submit()
        assert await studio.claim(job_id) is not None
        [workflow] = await studio.workflows(job_id)
        assert await publishing.take_over_begun(studio.core, EXECUTOR) == UUID(job_id)
        assert await publishing.take_over_begun(studio.core, EXECUTOR) is None
        claimed = await publishing.claim(studio.core, UUID(job_id), EXECUTOR, taken_over=True)
        assert claimed is not None
        assert await studio.core.queue.live([workflow]) == {workflow}
        if outcome == "completed":
            await studio.publish(claimed, 0)
            await publishing.finish_completed(studio.core, claimed)
        elif outcome == "failed":
            await publishing.finish_failed(studio.core, claimed, "ENGINE_FAILED", "It broke.")
        else:
            await publishing.finish_cancelled(studio.core, claimed)
        assert (await studio.get(f"/generate/{job_id}"))["status"] == outcome
        assert await studio.core.queue.live([workflow]) == set()


async def test_a_workflow_that_runs_its_job_is_left_to_end_by_itself(studio: Studio) -> None:
    job_id = await studio.submit()
    await studio.complete(job_id)
    workflows = await studio.workflows(job_id)
    assert await studio.core.queue.live(workflows) == set(workflows)


async def test_strangers_see_nothing(connect: ConnectAs) -> None:
    for path in (
        "/queue",
        "/queue/jobs",
        "/system",
        "/favorites",
        "/favorites/ids",
        "/prompt-templates",
        "/jobs/history",
    ):
        assert (await connect().get(path)).status_code == 401
