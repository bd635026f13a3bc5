"""The queue as a whole: look at it, pause it, go on, clear it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from fastapi import FastAPI
from tests.api.conftest import ConnectAs
from tests.api.library.studio import Studio

from reprise.core.auth import identity
from reprise.core.auth.identity import CurrentUser
from reprise.songs.generation.publishing import HeldError
from reprise.songs.queue import events


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


async def test_clearing_takes_more_than_one_statement_holds(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reprise.songs.queue.service._AT_ONCE", 2)
    waiting = [await studio.submit() for _ in range(5)]
    assert await _post(studio, "clear") == {"cancelled": 5}
    for job_id in waiting:
        assert [kind for kind, _ in await studio.events(UUID(job_id))] == ["status", "status", "done"]


@pytest.fixture
def as_member(app: FastAPI) -> Iterator[None]:
    """Everybody is a member: accounts that are not the owner's come later."""

    async def member() -> CurrentUser:
        return CurrentUser(UUID(int=7), "member")

    app.dependency_overrides[identity._require_user] = member
    yield
    app.dependency_overrides.clear()


@pytest.mark.usefixtures("as_member")
async def test_only_admins_change_it(studio: Studio, connect: ConnectAs) -> None:
    for what in ("pause", "resume", "clear"):
        answer = await studio.client.post(f"/queue/{what}")
        assert (answer.status_code, answer.json()["detail"]["code"]) == (403, "FORBIDDEN")
    assert (await studio.client.get("/system")).status_code == 403
    assert not (await studio.get("/queue"))["paused"]


async def test_strangers_see_nothing(connect: ConnectAs) -> None:
    for path in ("/queue", "/system", "/favorites", "/favorites/ids", "/prompt-templates", "/jobs/history"):
        assert (await connect().get(path)).status_code == 401
