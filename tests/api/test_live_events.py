"""Server-sent events over a real connection: framing, replay, reset, end."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from tests.api.studio import API, Json, Studio

from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.events import repository
from reprise.core.events.repository import Position
from reprise.songs.generation import publishing

PATIENCE = 20.0


class _QuietServer(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the test session."""
        yield


@dataclass(frozen=True)
class Frame:
    """One event; `id` and `data` as the client would see them."""

    event: str
    id: str
    data: Json

    @property
    def position(self) -> Position:
        position = Position.parse(self.id)
        assert position is not None
        return position


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    """The application behind a real server: the in-process transport would hold a stream back to its end."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=1
    )
    server = _QuietServer(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    await serving


class Listener:
    """One open stream."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines
        self.comments: list[str] = []

    async def next(self) -> Frame | None:
        """The next frame; None when the server closed the stream."""
        async with asyncio.timeout(PATIENCE):
            return await self._read()

    async def take(self, count: int) -> list[Frame]:
        frames = [await self.next() for _ in range(count)]
        return [frame for frame in frames if frame is not None]

    async def rest(self) -> list[Frame]:
        """All frames up to the end of the stream."""
        frames = []
        while (frame := await self.next()) is not None:
            frames.append(frame)
        return frames

    async def _read(self) -> Frame | None:
        fields: dict[str, str] = {}
        async for line in self._lines:
            if line.startswith(":") or line.startswith("retry:"):
                self.comments.append(line)
            elif line:
                name, _, value = line.partition(": ")
                assert name not in fields, "one line a field"
                fields[name] = value
            elif fields:
                assert list(fields) == ["id", "event", "data"]
                return Frame(fields["event"], fields["id"], json.loads(fields["data"]))
        assert not fields, "a frame broke off"
        return None


@asynccontextmanager
async def listening(
    address: str, core: Core, path: str, last_event_id: str | None = None
) -> AsyncIterator[Listener]:
    headers = {"authorization": f"Bearer {core.keys.token}"}
    if last_event_id is not None:
        headers["last-event-id"] = last_event_id
    async with (
        httpx.AsyncClient(base_url=address, timeout=PATIENCE) as client,
        client.stream("GET", f"{API}{path}", headers=headers) as answer,
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-cache"
        yield Listener(answer.aiter_lines())


async def run(studio: Studio, job_id: str) -> None:
    """What a worker writes about a job of one sample, from its claim to its end."""
    claimed = await studio.claim(job_id)
    await publishing.record_progress(studio.core, claimed, 40, "rendering sample 1 of 1")
    await studio.publish(claimed, 0)
    await publishing.finish_completed(studio.core, claimed)


STORY = ["status", "progress", "sample", "status", "done"]


async def test_a_job_is_followed_from_its_snapshot_to_its_end(address: str, studio: Studio) -> None:
    job = await studio.submit()
    async with listening(address, studio.core, f"/generate/{job['id']}/events") as listener:
        first = await listener.next()
        assert first is not None
        assert (first.event, first.data["status"]) == ("status", "queued")
        await run(studio, job["id"])
        frames = await listener.rest()
    assert listener.comments[0].startswith("retry:")
    assert [frame.event for frame in frames] == STORY
    assert {frame.data["job_id"] for frame in frames} == {job["id"]}
    positions = [frame.position for frame in [first, *frames]]
    assert positions == sorted(set(positions))
    assert frames[1].data == {"job_id": job["id"], "progress": 40, "stage": "rendering sample 1 of 1"}
    assert frames[-1].data == {"job_id": job["id"], "status": "completed"}


async def test_a_finished_job_says_so_and_ends(address: str, studio: Studio) -> None:
    job = await studio.submit()
    await run(studio, job["id"])
    async with listening(address, studio.core, f"/generate/{job['id']}/events") as listener:
        frames = await listener.rest()
    assert [(frame.event, frame.data["status"]) for frame in frames] == [
        ("status", "completed"),
        ("done", "completed"),
    ]


async def test_whoever_missed_only_the_end_is_still_told_of_it(address: str, studio: Studio) -> None:
    """The connection broke between a finished job's `status` and its `done`, which share an id."""
    job = await studio.submit()
    await run(studio, job["id"])
    path = f"/generate/{job['id']}/events"
    async with listening(address, studio.core, path) as listener:
        (snapshot,) = await listener.take(1)
    async with listening(address, studio.core, path, snapshot.id) as listener:
        (done,) = await listener.rest()
    assert (done.event, done.data["status"]) == ("done", "completed")


async def test_whoever_comes_back_gets_what_they_missed(address: str, studio: Studio) -> None:
    job, other = await studio.submit(), await studio.submit()
    path = f"/generate/{job['id']}/events"
    async with listening(address, studio.core, path) as listener:
        (snapshot,) = await listener.take(1)
    await run(studio, other["id"])
    await run(studio, job["id"])
    async with listening(address, studio.core, path, snapshot.id) as listener:
        frames = await listener.rest()
    assert [frame.event for frame in frames] == STORY
    assert frames[0].position > snapshot.position
    async with listening(address, studio.core, path, frames[2].id) as listener:
        assert await listener.rest() == frames[3:]


async def test_nothing_is_lost_or_told_twice_over_many_connections(address: str, studio: Studio) -> None:
    """A client that is cut off after every event sees the same as one that never was."""
    async with listening(address, studio.core, "/jobs/events") as steady:
        (hello,) = await steady.take(1)
        assert hello.event == "hello"
        jobs = [await studio.submit() for _ in range(2)]
        for job in jobs:
            await run(studio, job["id"])
        expected = await steady.take(2 + 2 * len(STORY))
    seen, last = [], hello.id
    for _ in expected:
        async with listening(address, studio.core, "/jobs/events", last) as listener:
            (frame,) = await listener.take(1)
        seen.append(frame)
        last = frame.id
    assert seen == expected
    assert {frame.data["job_id"] for frame in seen} == {job["id"] for job in jobs}


@pytest.mark.parametrize("unknown", ["999999999999-1", "9223372036854775807-9223372036854775807"])
async def test_an_id_of_another_database_is_told_to_start_over(
    unknown: str, address: str, studio: Studio
) -> None:
    job = await studio.submit()
    async with listening(address, studio.core, f"/generate/{job['id']}/events", unknown) as listener:
        frames = await listener.take(2)
    assert [frame.event for frame in frames] == ["reset", "status"]


async def test_a_malformed_id_is_told_to_start_over(address: str, studio: Studio) -> None:
    job = await studio.submit()
    async with listening(address, studio.core, f"/generate/{job['id']}/events", "x") as listener:
        frames = await listener.take(2)
    assert [frame.event for frame in frames] == ["reset", "status"]


async def test_an_id_older_than_what_is_kept_is_told_to_start_over(address: str, studio: Studio) -> None:
    job = await studio.submit()
    path = f"/generate/{job['id']}/events"
    async with listening(address, studio.core, "/jobs/events", "0-0") as listener:
        (oldest,) = await listener.take(1)
    await studio.submit()
    async with studio.transaction() as session:
        assert await repository.forget_before(session, utcnow() + timedelta(hours=1)) >= 2
    async with listening(address, studio.core, path, oldest.id) as listener:
        reset, status = await listener.take(2)
    assert [reset.event, status.event] == ["reset", "status"]
    await run(studio, job["id"])
    async with listening(address, studio.core, path, reset.id) as listener:
        assert [frame.event for frame in await listener.rest()] == STORY


async def test_of_a_job_that_ended_before_what_is_kept_the_end_is_told_again(
    address: str, studio: Studio
) -> None:
    """The client's id is the newest that was forgotten: nothing is missing after it, nothing will come."""
    job = await studio.submit()
    await run(studio, job["id"])
    path = f"/generate/{job['id']}/events"
    async with listening(address, studio.core, path) as listener:
        (snapshot, _) = await listener.rest()
    async with studio.transaction() as session:
        assert await repository.forget_before(session, utcnow() + timedelta(hours=1)) > 0
    async with listening(address, studio.core, path, snapshot.id) as listener:
        frames = await listener.rest()
    assert [frame.event for frame in frames] == ["reset", "status", "done"]
    assert frames[-1].data["status"] == "completed"


async def test_whoever_watches_all_jobs_hears_of_a_deletion(address: str, studio: Studio) -> None:
    job = await studio.submit()
    await run(studio, job["id"])
    async with listening(address, studio.core, "/jobs/events") as everything:
        await everything.take(1)
        await studio.client.delete(f"{API}/jobs/{job['id']}")
        (deleted,) = await everything.take(1)
    assert (deleted.event, deleted.data) == ("deleted", {"job_id": job["id"]})


async def test_an_unknown_job_is_404_and_no_empty_stream(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{API}/generate/{uuid4()}/events")
    assert answer.status_code == 404
    assert answer.json()["detail"]["code"] == "NOT_FOUND"
