"""The side of durable work that asks for it: enqueue with a row, look up, cancel, hand over."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from dbos import DBOSClient, EnqueueOptions
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningUpdate

from reprise.core.db import lost_peers
from reprise.core.db.clock import database_now
from reprise.core.db.urls import is_sqlite, sync_url
from reprise.core.operations import repository
from reprise.core.operations.models import WorkerLease
from reprise.core.operations.schema import SCHEMA

APPLICATION: Final = "reprise"
APPLICATION_VERSION: Final = "1"
"""Pinned: by default it is a hash of the code, and work of the version before would wait for ever."""

_LIVE: Final = frozenset({"ENQUEUED", "PENDING", "DELAYED"})
_PAGE: Final = 500
_COLUMNS: Final = (
    "workflow_uuid",
    "status",
    "executor_id",
    "queue_name",
    "owner_xid",
    "recovery_attempts",
    "workflow_deadline_epoch_ms",
    "deduplication_id",
    "started_at_epoch_ms",
    "updated_at",
    "completed_at",
)


@dataclass(frozen=True, slots=True)
class Submission:
    """One workflow to enqueue. A higher `urgency` (-10 to 10) runs first, ties in order of arrival."""

    workflow: str
    queue: str
    workflow_id: str
    argument: str
    urgency: int = 0


class WorkQueue:
    """A client of the workflow engine; makes no connection before it is first used."""

    def __init__(self, url: str) -> None:
        self._engine = system_engine(url, pool_size=2)
        self._client = DBOSClient(
            system_database_engine=self._engine,
            dbos_system_schema=SCHEMA,
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )

    async def enqueue(self, session: AsyncSession, submission: Submission) -> None:
        """Enqueue in the session's own transaction: the row and its workflow exist both or neither."""
        await session.run_sync(
            lambda sync: self._client.enqueue_in_transaction(sync, _options(submission), submission.argument)
        )

    def declare(self, queue: str, *, concurrency: int, poll_every: float) -> None:
        """Make a queue known; `concurrency` is how many of its workflows one worker runs at once.

        Not a limit for all workers together: a dead one would go on counting.
        """
        self._client.register_queue(queue, worker_concurrency=concurrency, polling_interval_sec=poll_every)

    async def live(self, workflow_ids: Sequence[str]) -> set[str]:
        """Those of the workflows that are waiting or running."""
        found: set[str] = set()
        for start in range(0, len(workflow_ids), _PAGE):
            page = list(workflow_ids[start : start + _PAGE])
            rows = await asyncio.to_thread(
                self._client.list_workflows, workflow_ids=page, load_input=False, load_output=False
            )
            found.update(row.workflow_id for row in rows if row.status in _LIVE)
        return found

    async def cancel(self, workflow_ids: Sequence[str]) -> None:
        if workflow_ids:
            await self._client.cancel_workflows_async(list(workflow_ids))

    async def hand_over(self, executor_id: str, queues: Sequence[str]) -> int:
        """Put back in line all that a dead executor was running; how many there were."""
        count = 0
        for queue in queues:
            rows = await asyncio.to_thread(
                self._client.list_workflows,
                executor_id=executor_id,
                status="PENDING",
                queue_name=queue,
                load_input=False,
                load_output=False,
            )
            ids = [row.workflow_id for row in rows]
            if ids:
                await self._client.resume_workflows_async(ids, queue_name=queue)
            count += len(ids)
        return count

    async def adopt_orphans(self, session: AsyncSession) -> int:
        """Put back in line, in the session's transaction, what an executor without a lease runs; how many.

        A judged worker takes from the line until it learns of it, even what was just taken from it; when its
        lease is gone, nobody hands that over. Written are the columns that the engine's own resuming writes:
        that asks for no condition, and could take a workflow from an executor that runs it rightly.
        """
        return len((await session.scalars(_adopting(_workflows(session)))).all())

    async def put_back(
        self, session: AsyncSession, executor_id: str, workflow_ids: Sequence[str]
    ) -> list[str]:
        """Put back in line, in the session's transaction, those that this executor is said to run; which."""
        table = _workflows(session)
        said = sa.and_(table.c.workflow_uuid.in_(workflow_ids), table.c.executor_id == executor_id)
        return list(await session.scalars(_putting_back(table, said)))

    def is_waiting(self, session: AsyncSession, workflow_id: Any) -> sa.ColumnElement[bool]:
        """Whether the workflow that a column names waits in line."""
        table = _workflows(session)
        return sa.exists().where(table.c.workflow_uuid == workflow_id, table.c.status == "ENQUEUED")

    async def take_over(self, session: AsyncSession, executor_id: str, workflow_id: str) -> bool:
        """Make a workflow that waits in line this executor's; False when it waits no more.

        The executor runs it itself, whoever hands over its work finds it, and `withdraw` ends it. Written to
        the table of the workflow engine, in the session's transaction, because the engine has no call for it.
        """
        table = _workflows(session)
        # The lease is locked: whoever judges it does so before, or finds what was taken over.
        if not await repository.holds_lease(session, executor_id, lock=True):
            return False
        taken = await session.scalar(
            sa.update(table)
            .where(table.c.workflow_uuid == workflow_id, table.c.status == "ENQUEUED")
            .values(status="PENDING", executor_id=executor_id)
            .returning(table.c.workflow_uuid)
        )
        return taken is not None

    async def withdraw(
        self, session: AsyncSession, workflow_ids: Sequence[str], *, taken_by: str | None = None
    ) -> None:
        """Cancel workflows that wait in line, or that this executor took over, in the session's transaction.

        Written are four of the columns that the engine's own cancelling writes; one that runs is left alone.
        """
        table = _workflows(session)
        ours = [table.c.status == "ENQUEUED"]
        if taken_by is not None:
            ours.append(sa.and_(table.c.status == "PENDING", table.c.executor_id == taken_by))
        now = sa.cast(database_now() * 1000, sa.BigInteger)
        await session.execute(
            sa.update(table)
            .where(table.c.workflow_uuid.in_(workflow_ids), sa.or_(*ours))
            .values(status="CANCELLED", queue_name=None, updated_at=now, completed_at=now)
        )

    async def forget_finished(self, before: datetime) -> None:
        """Delete the bookkeeping of workflows that ended before this instant; the rows they moved stay."""
        rows = await asyncio.to_thread(
            self._client.list_workflows,
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before.isoformat(),
            limit=_PAGE,
            load_input=False,
            load_output=False,
        )
        if rows:
            await self._client.delete_workflows_async([row.workflow_id for row in rows])

    def close(self) -> None:
        self._client.destroy()
        self._engine.dispose()


def release_all(connection: sa.Connection) -> None:
    """Put back in line, in the connection's transaction, all that was running where these rows come from."""
    repository.release_all(connection)
    connection.execute(_adopting(_workflows_by(connection.dialect)))


def _workflows(session: AsyncSession) -> sa.TableClause:
    return _workflows_by(session.get_bind().dialect)


def _workflows_by(dialect: sa.Dialect) -> sa.TableClause:
    schema = None if dialect.name == "sqlite" else SCHEMA
    return sa.table("workflow_status", *map(sa.column, _COLUMNS), schema=schema)


def _adopting(table: sa.TableClause) -> ReturningUpdate[Any]:
    leased = sa.exists().where(WorkerLease.executor_id == table.c.executor_id)
    return _putting_back(table, ~leased)


def _putting_back(table: sa.TableClause, which: sa.ColumnElement[bool]) -> ReturningUpdate[Any]:
    now = sa.cast(database_now() * 1000, sa.BigInteger)
    return (
        sa.update(table)
        .where(table.c.status == "PENDING", table.c.queue_name.is_not(None), which)
        .values(
            status="ENQUEUED",
            owner_xid=None,
            recovery_attempts=0,
            workflow_deadline_epoch_ms=None,
            deduplication_id=None,
            started_at_epoch_ms=None,
            updated_at=now,
        )
        .returning(table.c.workflow_uuid)
    )


def _options(submission: Submission) -> EnqueueOptions:
    return {
        "workflow_name": submission.workflow,
        "queue_name": submission.queue,
        "workflow_id": submission.workflow_id,
        "app_version": APPLICATION_VERSION,
        # Lower runs first, and an unset priority before all: ours become 1 to 21.
        "priority": 11 - submission.urgency,
    }


def system_engine(url: str, *, pool_size: int) -> sa.Engine:
    """Connections for the workflow engine itself; on SQLite with the same pragmas as ours.

    It relies on the driver's own transactions (IMMEDIATE at the first write), so ours are not used here.
    """
    options: dict[str, Any] = {"pool_size": pool_size, "max_overflow": 2, "pool_pre_ping": True}
    if not is_sqlite(url):
        options["connect_args"] = lost_peers.psycopg_arguments(url)
    engine = sa.create_engine(sync_url(url), hide_parameters=True, **options)
    if is_sqlite(url):

        @sa.event.listens_for(engine, "connect")
        def _on_connect(connection: Any, _: Any) -> None:
            connection.isolation_level = "IMMEDIATE"
            for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")

    return engine
