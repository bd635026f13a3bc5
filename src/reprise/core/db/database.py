"""Connections and transactions; the only place that commits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final, TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from reprise.core.db import lost_peers
from reprise.core.db.driver_errors import committing
from reprise.core.db.kept_connection import KeptConnection
from reprise.core.db.many_rows import Inserts
from reprise.core.db.sqlite import BEGIN, configure_sqlite
from reprise.core.db.sqlite_threads import ReaderThreads, WriterThread
from reprise.core.db.urls import async_url, is_sqlite, masked

log = structlog.get_logger(__name__)

PATIENCE: Final = 10.0
_HOOKS = "after_commit"

AfterCommit = Callable[[], Awaitable[None]]
Result = TypeVar("Result")


class Database:
    """A pool of connections and the two kinds of transaction on it: `transaction` and `snapshot`."""

    def __init__(self, url: str, *, pool_size: int = 10, patience: float = PATIENCE) -> None:
        """`patience`: seconds that PostgreSQL has for all that `write_together` asks, and for the commit."""
        self.url = url
        self._patience = patience
        self.sqlite = is_sqlite(url)
        self._readers = _create_engine(url, pool_size)
        # What SQLite's readers see anyway; PostgreSQL is asked for it as the transaction begins.
        self._still = self._readers if self.sqlite else _repeatable(self._readers)
        self._single = self._readers if self.sqlite else _without_transaction(self._readers)
        self._writers = self._readers.execution_options(**{BEGIN: "IMMEDIATE"})
        # SQLite admits one writer; waiting here is fair and costs nothing, its busy handler polls.
        self._writer_turn = asyncio.Lock() if self.sqlite else None
        self._writer_thread = WriterThread(url) if self.sqlite else None
        self._reader_threads = ReaderThreads(url) if self.sqlite else None
        self._together = None if self.sqlite else _create_single(url, patience)
        self._together_quick = None if self.sqlite else _create_single(url, patience, durable=False)
        self._inserting = None if self.sqlite else _create_single(url, patience, isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One unit of work: committed at the end, rolled back on any error; then its hooks run."""
        async with AsyncExitStack() as stack:
            if self._writer_turn is not None:
                await stack.enter_async_context(self._writer_turn)
            session = await stack.enter_async_context(AsyncSession(self._writers, expire_on_commit=False))
            yield session
            await session.flush()
            with committing():
                await session.commit()
        await _run_hooks(session)

    @asynccontextmanager
    async def snapshot(self, *, still: bool = False) -> AsyncIterator[AsyncSession]:
        """For reading; whatever was changed in it is rolled back.

        With `still`, all its statements see the database as it was at the first.
        """
        engine = self._still if still else self._readers
        async with AsyncSession(engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    async def read(self, work: Callable[[Connection], Result], *, still: bool = False) -> Result:
        """What a few quick statements find, on a plain connection: for what is asked very often.

        A session changes threads eight times for one statement on SQLite, this once for all; on PostgreSQL
        it opens a transaction, this only if the statements are to see the database as at the first (`still`;
        on SQLite they always do).
        """
        if self._reader_threads is not None:
            return await self._reader_threads.run(work)
        engine = self._still if still else self._single
        async with engine.connect() as connection:
            return await connection.run_sync(work)

    async def write_together(self, work: Callable[[Connection], Result], *, durable: bool = True) -> Result:
        """One transaction on a plain connection of its own, committed when `work` returns.

        For many writes at once (`reprise.core.group_commit`); one at a time. `work` does nothing but write.
        What is not `durable` does not wait for the disk: a power cut may undo it, a killed process does not.

        Raises:
            TimeoutError: PostgreSQL did not answer within `patience`; the connection is given up.
            DBAPIError: of a lock or a statement it says itself, sooner, that it took too long.
        """
        kept = self._together if durable else self._together_quick
        if kept is not None:
            async with kept.use() as connection:
                # Not left to the first statement: what is prepared goes past SQLAlchemy.
                transaction = await connection.begin()
                async with asyncio.timeout(self._patience):
                    result = await connection.run_sync(work)
                with committing():
                    async with asyncio.timeout(self._patience):
                        await transaction.commit()
                return result
        assert self._writer_turn is not None and self._writer_thread is not None
        async with self._writer_turn:
            return await self._writer_thread.run(work, durable)

    async def insert_together(self, work: Callable[[Connection, Inserts], Result]) -> Result:
        """As `write_together`, where `work` only reads, and leaves behind what is to be inserted.

        On PostgreSQL that is one statement, which begins and commits by itself: two round trips less. The
        statements that read see what is committed as each of them begins, as in a transaction there.
        """
        inserts = Inserts()
        if self._inserting is None:
            return await self.write_together(lambda connection: _run(work, connection, inserts))
        async with self._inserting.use() as connection:
            async with asyncio.timeout(self._patience):
                result = await connection.run_sync(work, inserts)
            await self._insert(connection, inserts)
            return result

    async def insert(self, inserts: Inserts) -> None:
        """As `insert_together`, where nothing is read.

        Raises:
            IntegrityError: a constraint refused a row; nothing was inserted.
        """
        if self._inserting is None:
            await self.write_together(inserts.run)
            return
        refused: IntegrityError | None = None
        async with self._inserting.use() as connection:
            # Not an error of the connection, which would be given up for it: it is in no transaction.
            try:
                await self._insert(connection, inserts)
            except IntegrityError as error:
                refused = error
        if refused is not None:
            raise refused

    async def _insert(self, connection: AsyncConnection, inserts: Inserts) -> None:
        with committing():
            async with asyncio.timeout(self._patience):
                await connection.run_sync(inserts.run)

    async def ping(self) -> None:
        """Raise whatever the driver raises when the database cannot answer."""
        async with self._readers.connect() as connection:
            await connection.exec_driver_sql("SELECT 1")

    async def close(self) -> None:
        """Closing again does nothing."""
        if self._writer_thread is not None:
            await self._writer_thread.close()
        if self._reader_threads is not None:
            await self._reader_threads.close()
        for kept in (self._together, self._together_quick, self._inserting):
            if kept is not None:
                await kept.close()
        await self._readers.dispose()

    def __repr__(self) -> str:
        return f"Database({masked(self.url)})"


def _run(work: Callable[[Connection, Inserts], Result], connection: Connection, inserts: Inserts) -> Result:
    result = work(connection, inserts)
    inserts.run(connection)
    return result


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
        engine = create_async_engine(
            async_url(url),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            pool_timeout=10,
            hide_parameters=True,
            connect_args=lost_peers.asyncpg_arguments(),
        )
        return lost_peers.watch(engine)
    engine = create_async_engine(
        async_url(url), pool_size=pool_size, max_overflow=pool_size, pool_timeout=10, hide_parameters=True
    )
    configure_sqlite(engine.sync_engine)
    return engine


def _repeatable(engine: AsyncEngine) -> AsyncEngine:
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _without_transaction(engine: AsyncEngine) -> AsyncEngine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _create_single(url: str, patience: float, *, durable: bool = True, **options: Any) -> KeptConnection:
    """One connection, asked whether it is still open without a round trip; nothing in it may take long.

    Neither a lock nor a statement: that is the server's to say, which knows that nothing was done.
    """
    server = {"lock_timeout": f"{int(500 * patience)}ms", "statement_timeout": f"{int(800 * patience)}ms"}
    # A few statements over and over: planning each anew took longer than carrying it out.
    server["plan_cache_mode"] = "force_generic_plan"
    if not durable:
        server["synchronous_commit"] = "off"
    engine = create_async_engine(
        async_url(url),
        pool_size=1,
        max_overflow=0,
        pool_timeout=10,
        hide_parameters=True,
        connect_args=lost_peers.asyncpg_arguments(**server) | {"timeout": patience},
        **options,
    )
    return KeptConnection(lost_peers.watch(engine))
