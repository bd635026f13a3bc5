"""Operations: their order, the fence, the reconciler, retries, and what their followers see."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from tests.api.interviews.practice import Practice

from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.operations.reconciler import Report, reconcile
from reprise.core.operations.repository import WORK_PAGE
from reprise.interviews.operations import lifecycle, repository
from reprise.interviews.operations.errors import OperationFailedError
from reprise.interviews.operations.lifecycle import Cost, FencedError, Store
from reprise.interviews.operations.models import STATUSES, Operation
from reprise.interviews.operations.runner import Made
from reprise.interviews.operations.upkeep import OperationSource
from reprise.interviews.sessions.models import InterviewSession

LEGAL = {
    ("pending", "processing"),
    ("processing", "completed"),
    ("processing", "failed"),
    *((status, status) for status in STATUSES),
}
NOTHING = Cost("nobody", 0, 0, 0, None)


async def accepted(practice: Practice) -> str:
    """A pending analysis."""
    session_id = await practice.session()
    await practice.post(f"/sessions/{session_id}/complete")
    return str((await practice.post(f"/sessions/{session_id}/generate-feedback", status=202))["id"])


async def row_of(practice: Practice, operation_id: str) -> Operation:
    async with practice.core.database.snapshot() as session:
        return await session.get_one(Operation, UUID(operation_id))


async def reconciled(practice: Practice) -> Report:
    return await reconcile(practice.core.queue, [OperationSource(practice.core)])


async def store_nothing(_: AsyncSession, __: InterviewSession) -> None:
    return


def values(status: str) -> dict[str, Any]:
    """What a row in this status must have and must not have."""
    return {
        "status": status,
        "result": {"done": True} if status == "completed" else None,
        "error_code": "NO_ANSWERS" if status == "failed" else None,
    }


async def test_the_database_admits_only_the_legal_orders_of_status(practice: Practice) -> None:
    session_id = UUID(await practice.session())
    outcome = {}
    for old, new in product(STATUSES, STATUSES):
        row = {"id": uuid4(), "owner_id": practice.user_id, "session_id": session_id, "workflow_id": "w"}
        async with practice.core.database.transaction() as session:
            await session.execute(text("DELETE FROM operations"))
            await session.execute(
                insert(Operation).values(**row, operation_type="question_generation", **values(old))
            )
        try:
            async with practice.core.database.transaction() as session:
                await repository.move(session, row["id"], start=old, **values(new))
            outcome[old, new] = True
        except DBAPIError as error:
            assert "illegal order of status" in str(error)
            outcome[old, new] = False
    assert {pair for pair, admitted in outcome.items() if admitted} == LEGAL


@pytest.mark.parametrize("retries", [0, 2, -1])
async def test_a_failed_operation_begins_again_only_as_one_more_retry(
    retries: int, practice: Practice
) -> None:
    operation_id = UUID(await accepted(practice))
    claimed = await practice.claim(str(operation_id))
    await lifecycle.fail(practice.core, claimed, "NO_ANSWERS", "Nothing was said.")
    with pytest.raises(DBAPIError, match="illegal order"):
        async with practice.core.database.transaction() as session:
            again = values("pending") | {"retry_count": retries}
            await repository.move(session, operation_id, start="failed", **again)


@pytest.mark.parametrize("change", ["result = NULL", "error_code = 'X'", "operation_type = 'other'"])
async def test_half_a_row_is_refused(change: str, practice: Practice) -> None:
    claimed = await practice.claim(await accepted(practice))
    await lifecycle.complete(practice.core, claimed, {"done": True}, NOTHING, store_nothing)
    with pytest.raises(DBAPIError):
        async with practice.core.database.transaction() as session:
            await session.execute(text(f"UPDATE operations SET {change}"))


async def test_a_second_live_operation_of_a_type_is_refused_by_the_database(practice: Practice) -> None:
    first = await row_of(practice, await accepted(practice))
    same = {"owner_id": first.owner_id, "session_id": first.session_id, "workflow_id": "w"}
    with pytest.raises(IntegrityError):
        await practice.add(Operation(operation_type=first.operation_type, **same))
    await practice.add(Operation(operation_type="question_generation", **same))


async def test_who_was_fenced_off_writes_nothing(practice: Practice) -> None:
    operation_id = await accepted(practice)
    old = await practice.claim(operation_id)
    new = await practice.claim(operation_id, "another-worker")
    written = []

    async def store(_: AsyncSession, __: InterviewSession) -> None:
        written.append(1)

    for ending in (
        lambda: lifecycle.complete(practice.core, old, {"by": "old"}, NOTHING, store),
        lambda: lifecycle.fail(practice.core, old, "NO_ANSWERS", "Nothing was said."),
    ):
        with pytest.raises(FencedError):
            await ending()
    assert (written, (await practice.operation(operation_id))["status"]) == ([], "processing")
    await lifecycle.complete(practice.core, new, {"by": "new"}, NOTHING, store)
    assert (written, (await practice.operation(operation_id))["result"]) == ([1], {"by": "new"})


async def test_what_was_made_and_the_end_are_written_together_or_not_at_all(practice: Practice) -> None:
    operation_id = await accepted(practice)
    claimed = await practice.claim(operation_id)

    async def store_and_break(session: AsyncSession, interview: InterviewSession) -> None:
        interview.role = "half written"
        await session.flush()
        raise ConnectionError("the database went away")

    with pytest.raises(ConnectionError):
        await lifecycle.complete(practice.core, claimed, {"done": True}, NOTHING, store_and_break)
    assert (await practice.operation(operation_id))["status"] == "processing"
    session_id = (await practice.operation(operation_id))["session_id"]
    assert (await practice.get(f"/sessions/{session_id}"))["role"] != "half written"


async def test_a_worker_whose_lease_was_judged_claims_nothing(practice: Practice) -> None:
    operation_id = await accepted(practice)
    assert await lifecycle.claim(practice.core, UUID(operation_id), "nobody") is None
    assert (await practice.operation(operation_id))["status"] == "pending"


async def test_an_operation_that_loses_every_worker_is_given_up(practice: Practice) -> None:
    operation_id = await accepted(practice)
    for _ in range(5):
        await practice.claim(operation_id)
    await practice.work(operation_id)
    failed = await practice.operation(operation_id)
    assert (failed["status"], failed["error"]["code"]) == ("failed", "WORKER_CRASHED")


async def test_a_fault_of_ours_is_said_without_its_details(practice: Practice) -> None:
    async def broken(_: Core, __: Operation) -> Made:
        raise KeyError("sk-proj-secret")

    operation_id = await accepted(practice)
    await practice.work(operation_id, {"feedback_analysis": broken})
    failed = await practice.operation(operation_id)
    assert failed["error"]["code"] == "INTERNAL_ERROR"
    assert "secret" not in str(failed)


async def test_what_nobody_waits_for_any_more_is_stopped(practice: Practice) -> None:
    stopped = asyncio.Event()
    begun = asyncio.Event()

    async def slow(_: Core, __: Operation) -> Made:
        begun.set()
        try:
            await asyncio.sleep(600)
        finally:
            stopped.set()
        raise AssertionError("nobody stopped it")

    operation_id = await accepted(practice)
    working = asyncio.create_task(practice.work(operation_id, {"feedback_analysis": slow}))
    await begun.wait()
    session_id = (await practice.operation(operation_id))["session_id"]
    await practice.client.delete(f"/sessions/{session_id}")
    await asyncio.wait_for(working, 30)
    assert stopped.is_set()


async def test_no_transaction_is_open_while_a_maker_works(practice: Practice) -> None:
    """On SQLite a second writer would wait for the first until it gives up."""
    operation_id = await accepted(practice)

    async def writes_elsewhere(_: Core, operation: Operation) -> Made:
        await practice.posting(title="Written meanwhile")
        return Made({"ok": True}, NOTHING, store_nothing)

    await practice.work(operation_id, {"feedback_analysis": writes_elsewhere})
    assert (await practice.operation(operation_id))["result"] == {"ok": True}


async def test_an_operation_and_its_workflow_come_together(practice: Practice) -> None:
    row = await row_of(practice, await accepted(practice))
    assert await practice.core.queue.live([row.workflow_id, "another"]) == {row.workflow_id}
    assert await reconciled(practice) == Report(0, 0)


@pytest.mark.parametrize("claimed", [False, True])
async def test_an_operation_without_a_workflow_gets_a_new_one_once(claimed: bool, practice: Practice) -> None:
    operation_id = await accepted(practice)
    if claimed:
        await practice.claim(operation_id)
    lost = (await row_of(practice, operation_id)).workflow_id
    await practice.core.queue.cancel([lost])
    assert await reconciled(practice) == Report(restarted=1, cancelled=0)
    fresh = (await row_of(practice, operation_id)).workflow_id
    assert await practice.core.queue.live([lost, fresh]) == {fresh}
    assert await reconciled(practice) == Report(0, 0)
    await practice.work(operation_id)
    assert (await practice.operation(operation_id))["status"] == "failed"


async def test_a_workflow_of_a_finished_operation_is_cancelled(practice: Practice) -> None:
    operation_id = await accepted(practice)
    await practice.work(operation_id)
    workflow = (await row_of(practice, operation_id)).workflow_id
    async with practice.core.database.transaction() as session:
        row = await session.get_one(Operation, UUID(operation_id))
        row.completed_at = utcnow().replace(year=utcnow().year - 1)
    assert await reconciled(practice) == Report(0, 0), "too long ago to be looked at"
    async with practice.core.database.transaction() as session:
        (await session.get_one(Operation, UUID(operation_id))).completed_at = _half_a_minute_ago()
    assert await reconciled(practice) == Report(restarted=0, cancelled=1)
    assert await practice.core.queue.live([workflow]) == set()


def _half_a_minute_ago() -> datetime:
    return utcnow() - timedelta(seconds=30)


async def test_unfinished_operations_are_all_found_page_by_page(practice: Practice) -> None:
    instant, count = utcnow(), WORK_PAGE + 3
    sessions = [
        {
            "id": uuid4(),
            "owner_id": practice.user_id,
            "role": "x",
            "posting": {},
            "series_id": uuid4(),
            "job_posting_id": None,
        }
        for _ in range(count)
    ]
    rows = [
        {
            "owner_id": practice.user_id,
            "session_id": made["id"],
            "operation_type": "feedback_analysis",
            "workflow_id": f"w{number}",
            "created_at": instant,
        }
        for number, made in enumerate(sessions)
    ]
    async with practice.core.database.transaction() as session:
        await session.execute(insert(InterviewSession), sessions)
        await session.execute(insert(Operation), rows)
    pages = [page async for page in OperationSource(practice.core).unfinished()]
    assert [len(page) for page in pages] == [WORK_PAGE, 3]
    assert len({work.workflow_id for page in pages for work in page}) == count


@pytest.mark.parametrize("status", ["pending", "processing", "completed"])
async def test_only_a_failed_operation_can_be_retried(status: str, practice: Practice) -> None:
    operation_id = await accepted(practice)
    if status != "pending":
        claimed = await practice.claim(operation_id)
        if status == "completed":
            await lifecycle.complete(practice.core, claimed, {"done": True}, NOTHING, store_nothing)
    answer = await practice.client.post(f"/operations/{operation_id}/retry")
    assert (answer.status_code, answer.json()["detail"]["code"]) == (409, "OPERATION_NOT_RETRYABLE")


async def test_racing_retries_become_one(practice: Practice) -> None:
    operation_id = await accepted(practice)
    await practice.work(operation_id)
    path = f"/operations/{operation_id}/retry"
    answers = await asyncio.gather(*(practice.client.post(path) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [202] + [409] * 9
    assert (await practice.operation(operation_id))["retry_count"] == 1


async def test_a_retry_obeys_the_rules_of_asking_anew(practice: Practice) -> None:
    session_id = await practice.session()
    first = await practice.post(f"/sessions/{session_id}/generate-question", status=202)
    claimed = await practice.claim(first["id"])
    await lifecycle.fail(practice.core, claimed, "PROVIDER_BUSY", "Too many.")
    second = await practice.post(f"/sessions/{session_id}/generate-question", status=202)
    answer = await practice.client.post(f"/operations/{first['id']}/retry")
    assert (answer.status_code, answer.json()["detail"]["code"]) == (409, "OPERATION_RUNNING")
    await practice.work(second["id"])
    answer = await practice.client.post(f"/operations/{first['id']}/retry")
    assert (answer.status_code, answer.json()["detail"]["code"]) == (409, "QUESTION_OPEN")


async def test_the_operations_of_a_session_are_listed_newest_first(practice: Practice) -> None:
    session_id = await practice.session()
    asked = await practice.post(f"/sessions/{session_id}/generate-question", status=202)
    await practice.post(f"/sessions/{session_id}/complete")
    judged = await practice.post(f"/sessions/{session_id}/generate-feedback", status=202)
    page = await practice.get(f"/sessions/{session_id}/operations")
    assert [item["id"] for item in page["items"]] == [judged["id"], asked["id"]]


async def frames(practice: Practice, operation_id: str, last_event_id: str = "") -> list[tuple[str, Any]]:
    """Everything that the stream of a finished operation says."""
    headers = {"last-event-id": last_event_id} if last_event_id else {}
    answer = await practice.client.get(f"/operations/{operation_id}/events", headers=headers)
    assert answer.status_code == 200
    found = []
    for frame in answer.text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in frame.splitlines() if not line.startswith(":"))
        if "event" in lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


async def test_followers_see_what_became_of_an_operation(practice: Practice) -> None:
    operation_id = await accepted(practice)
    following = asyncio.create_task(frames(practice, operation_id))
    for _ in range(1_000):
        if practice.core.events._subscriptions:
            break
        await asyncio.sleep(0.01)
    await practice.work(operation_id)
    seen = await asyncio.wait_for(following, 30)
    assert [(event, data["status"]) for event, data in seen] == [
        ("status", "pending"),
        ("status", "processing"),
        ("status", "failed"),
        ("done", "failed"),
    ]
    assert seen[2][1]["error"]["code"] == "NO_ANSWERS"
    late = await frames(practice, operation_id)
    assert [event for event, _ in late] == ["status", "done"]
    replayed = await frames(practice, operation_id, "0-0")
    assert [event for event, _ in replayed] == ["status", "status", "status", "done"]
    assert [event for event, _ in await frames(practice, operation_id, "999999999999-1")] == [
        "reset",
        "status",
        "done",
    ]


async def refuses(_: AsyncSession, __: InterviewSession) -> None:
    raise OperationFailedError("SESSION_COMPLETED", "Too late.")


async def breaks_a_constraint(session: AsyncSession, interview: InterviewSession) -> None:
    await session.execute(text("UPDATE interview_sessions SET status = 'unknown'"))


async def writes_half_a_surrogate_pair(session: AsyncSession, interview: InterviewSession) -> None:
    await session.execute(update(InterviewSession).values(role="Engineer \ud800"))


@pytest.mark.parametrize(
    ("store", "code"),
    [
        (refuses, "SESSION_COMPLETED"),
        (breaks_a_constraint, "INTERNAL_ERROR"),
        (writes_half_a_surrogate_pair, "INTERNAL_ERROR"),
    ],
)
async def test_what_cannot_be_stored_fails_with_its_cost(practice: Practice, store: Store, code: str) -> None:
    async def make(_: Core, __: Operation) -> Made:
        return Made({}, Cost("model", 1, 1000, 200, 0.5), store)

    operation_id = await accepted(practice)
    await practice.work(operation_id, {"feedback_analysis": make})
    failed = await practice.operation(operation_id)
    assert (failed["status"], failed["error"]["code"], failed["input_tokens"]) == ("failed", code, 1000)


async def test_a_nul_ends_an_operation_on_whichever_database(practice: Practice) -> None:
    """SQLite takes it, PostgreSQL never does."""

    async def write(session: AsyncSession, _: InterviewSession) -> None:
        await session.execute(update(InterviewSession).values(role="Engineer\0"))

    async def make(_: Core, __: Operation) -> Made:
        return Made({}, NOTHING, write)

    operation_id = await accepted(practice)
    await practice.work(operation_id, {"feedback_analysis": make})
    expected = "completed" if practice.core.database.sqlite else "failed"
    assert (await practice.operation(operation_id))["status"] == expected
