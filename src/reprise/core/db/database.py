"""Connections and transactions; the only place that commits."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

import structlog
from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from reprise.core.db.urls import async_url, is_sqlite, masked

log = structlog.get_logger(__name__)

BUSY_TIMEOUT_MS: Final = 5_000
_BEGIN = "sqlite_begin"
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_CONTENDED: Final = frozenset({"40001", "40P01", "55P03"})
_FOREIGN_KEY: Final = "23503"
_HOOKS = "after_commit"

AfterCommit = Callable[[], Awaitable[None]]


class Database:
    """A pool of connections and the two kinds of transaction on it: `transaction` and `snapshot`."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.sqlite = is_sqlite(url)
        self._readers = _create_engine(url, pool_size)
        self._writers = self._readers.execution_options(**{_BEGIN: "IMMEDIATE"})
        # SQLite admits one writer; waiting here is fair and costs nothing, its busy handler polls.
        self._writer_turn = asyncio.Lock() if self.sqlite else None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One unit of work: committed at the end, rolled back on any error; then its hooks run."""
        async with AsyncExitStack() as stack:
            if self._writer_turn is not None:
                await stack.enter_async_context(self._writer_turn)
            session = await stack.enter_async_context(AsyncSession(self._writers, expire_on_commit=False))
            yield session
            await session.commit()
        await _run_hooks(session)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """For reading; whatever was changed in it is rolled back."""
        async with AsyncSession(self._readers, expire_on_commit=False, autoflush=False) as session:
            yield session

    async def ping(self) -> None:
        """Raise whatever the driver raises when the database cannot answer."""
        async with self._readers.connect() as connection:
            await connection.exec_driver_sql("SELECT 1")

    async def close(self) -> None:
        await self._readers.dispose()

    def __repr__(self) -> str:
        return f"Database({masked(self.url)})"


def after_commit(session: AsyncSession, hook: AfterCommit) -> None:
    """Run `hook` once the session's transaction is committed; it is forgotten if that fails.

    Only for what may be lost with the process (files that a sweep removes anyway, a wake-up).
    """
    session.info.setdefault(_HOOKS, []).append(hook)


async def _run_hooks(session: AsyncSession) -> None:
    for hook in session.info.pop(_HOOKS, []):
        try:
            await hook()
        except Exception:
            # The work is committed: the caller must not be told that it failed.
            log.exception("after_commit_failed")


def _create_engine(url: str, pool_size: int) -> AsyncEngine:
    if not is_sqlite(url):
        return create_async_engine(
            async_url(url),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            pool_timeout=10,
            hide_parameters=True,
        )
    engine = create_async_engine(
        async_url(url), pool_size=pool_size, max_overflow=pool_size, pool_timeout=10, hide_parameters=True
    )
    configure_sqlite(engine.sync_engine)
    return engine


def configure_sqlite(engine: Any) -> None:
    """WAL with full durability, foreign keys, and transactions that begin when we say so.

    The driver would begin a transaction only at the first write, so that one which read before could fail
    to upgrade: writers begin IMMEDIATE (https://www.sqlite.org/lang_transaction.html).
    """

    @event.listens_for(engine, "connect")
    def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def is_busy(error: BaseException | None) -> bool:
    """Whether a database error means that a lock was not free in time, or that two waited for each other."""
    if isinstance(error, sqlite3.OperationalError):
        return "locked" in str(error) or "busy" in str(error)
    return getattr(error, "sqlstate", None) in _CONTENDED


def points_at_nothing(error: BaseException | None) -> bool:
    """Whether a row was to point at another one that is gone."""
    if isinstance(error, sqlite3.IntegrityError):
        return error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
    return getattr(error, "sqlstate", None) == _FOREIGN_KEY
