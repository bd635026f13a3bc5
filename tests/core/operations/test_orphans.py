"""Work that a judged worker took after its work had been handed over, and took along when it ended."""

from __future__ import annotations

import sqlalchemy as sa

from reprise.core.db import Database
from reprise.core.operations import repository
from reprise.core.operations.queue import Submission, WorkQueue
from reprise.core.operations.reconciler import Maintenance
from reprise.core.operations.schema import SCHEMA


async def taken(database: Database, queue: WorkQueue, workflow: str, executor: str) -> None:
    """A workflow that `executor`, which has a lease, took from the line."""
    async with database.transaction() as session:
        await repository.register(session, executor, {"version": "1"})
        await queue.enqueue(session, Submission("work", "line", workflow, "argument"))
    async with database.transaction() as session:
        assert await queue.take_over(session, executor, workflow)


async def state(database: Database, workflow: str) -> str:
    async with database.transaction() as session:
        schema = None if session.get_bind().dialect.name == "sqlite" else SCHEMA
        table = sa.table("workflow_status", sa.column("workflow_uuid"), sa.column("status"), schema=schema)
        found = await session.scalar(sa.select(table.c.status).where(table.c.workflow_uuid == workflow))
    return str(found)


async def test_work_of_an_executor_without_a_lease_goes_back_in_line(
    database: Database, queue: WorkQueue
) -> None:
    await taken(database, queue, "lost", "gone")
    await taken(database, queue, "kept", "alive")
    async with database.transaction() as session:
        await repository.remove(session, "gone")
    maintenance = Maintenance(database, queue, "alive", sources=[])
    await maintenance._reconcile()
    assert (await state(database, "lost"), await state(database, "kept")) == ("ENQUEUED", "PENDING")


async def test_a_judged_worker_keeps_its_work_until_it_is_handed_over(
    database: Database, queue: WorkQueue
) -> None:
    await taken(database, queue, "late", "judged")
    async with database.transaction() as session:
        await repository.expire(session, "judged")
        await repository.judge_stale(session, "judge", stale_after=4.0, judge_again_after=10.0)
        assert await queue.adopt_orphans(session) == 0
    assert await state(database, "late") == "PENDING"


async def test_only_what_the_executor_seems_to_run_is_put_back(database: Database, queue: WorkQueue) -> None:
    await taken(database, queue, "mine", "one")
    await taken(database, queue, "theirs", "another")
    async with database.transaction() as session:
        assert await queue.put_back(session, "one", ["mine", "theirs", "unknown"]) == ["mine"]
    assert (await state(database, "mine"), await state(database, "theirs")) == ("ENQUEUED", "PENDING")
