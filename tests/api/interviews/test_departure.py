"""Deleting an account while something of it is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import httpx
import pytest
from sqlalchemy import func, select, text, update
from tests.api.interviews.practice import ANSWER, POSTING, Practice

from reprise.core.accounts.hashing import hash_password
from reprise.core.auth.models import OWNER_ID, User
from reprise.core.context import Core
from reprise.core.db import Base
from reprise.interviews.postings.models import JobPosting
from reprise.interviews.sessions.models import InterviewSession
from reprise.songs.prompts.models import Prompt

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
async def password(core: Core, practice: Practice) -> None:
    hashed = await hash_password(PASSWORD)
    async with core.database.transaction() as session:
        await session.execute(update(User).where(User.id == practice.user_id).values(password_hash=hashed))


async def leave(practice: Practice) -> int:
    body = {"password": PASSWORD}
    return (await practice.client.post("/users/me/deletion", json=body)).status_code


async def left_of(core: Core, model: type[Base], owner_id: UUID) -> int:
    owner = model.__table__.c.owner_id
    async with core.database.snapshot() as session:
        count = select(func.count()).select_from(model).where(owner == owner_id)
        return await session.scalar(count) or 0


async def test_who_follows_an_operation_is_told_that_it_goes(core: Core, practice: Practice) -> None:
    session_id = await practice.session()
    live = await practice.post(f"/sessions/{session_id}/generate-question", status=202)
    other = await practice.session()
    await practice.ask(other)
    done = (await practice.get(f"/sessions/{other}/operations"))["items"][0]
    assert await leave(practice) == 204
    assert [kind for kind, _ in await practice.events(live["id"])] == ["status", "deleted"]
    assert "deleted" not in {kind for kind, _ in await practice.events(done["id"])}
    # A worker that comes for it finds nothing to do.
    await practice.work(live["id"])
    assert [kind for kind, _ in await practice.events(live["id"])] == ["status", "deleted"]


async def test_requests_at_the_same_moment_are_refused_with_a_reason(core: Core, practice: Practice) -> None:
    posting = await practice.posting()
    session_id = await practice.session(job_posting_id=posting)
    await practice.ask(session_id)
    client = practice.client
    writes: list[Callable[[], Awaitable[httpx.Response]]] = [
        lambda: client.post("/job-postings", json=POSTING),
        lambda: client.post("/sessions", json={"job_posting_id": posting}),
        lambda: client.post(f"/sessions/{session_id}/answers", json={"answer_text": ANSWER}),
        lambda: client.post(f"/sessions/{session_id}/retake"),
        lambda: client.put("/resumes/me", json={"content": "Mine."}),
        lambda: client.post("/prompts", json={"text": "a tune"}),
        lambda: client.post("/users/me/keys", json={"name": "mine"}),
    ]

    async def go_on(write: Callable[[], Awaitable[httpx.Response]]) -> list[httpx.Response]:
        answers = [await write()]
        while answers[-1].status_code != 401:
            answers.append(await write())
        return answers

    going_on = [asyncio.create_task(go_on(write)) for write in writes]
    left = await leave(practice)
    while left == 503:
        left = await leave(practice)
    answers = [answer for task in going_on for answer in await task]
    assert left == 204
    wrong = [answer.text for answer in answers if answer.status_code >= 500 and answer.status_code != 503]
    assert not wrong, wrong
    for model in (JobPosting, InterviewSession, Prompt):
        assert await left_of(core, model, practice.user_id) == 0


async def test_what_was_being_written_goes_or_stays_as_everything_else(
    core: Core, practice: Practice
) -> None:
    """A transaction that began before the deletion commits in the middle of it."""
    async with core.database.transaction() as session:
        session.add(JobPosting(owner_id=practice.user_id, **POSTING))
        session.add(Prompt(owner_id=practice.user_id, text="a tune"))
        await session.flush()
        leaving = asyncio.create_task(leave(practice))
        if not core.database.sqlite:
            await _until_somebody_waits(core)
    assert await leaving == 204
    assert await left_of(core, JobPosting, practice.user_id) == 0
    assert await left_of(core, Prompt, practice.user_id) == 0
    assert await left_of(core, Prompt, OWNER_ID) == 1


async def _until_somebody_waits(core: Core) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(3000):
        async with core.database.snapshot() as session:
            if await session.scalar(waiting):
                return
        await asyncio.sleep(0.01)
    raise AssertionError("the deletion does not wait for the transaction that is under way")
