"""The side of durable work that does it: one process, its lease, and the workflows it runs."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
import structlog
from dbos import DBOS

from reprise.core.db import Database
from reprise.core.operations import repository
from reprise.core.operations.queue import APPLICATION, APPLICATION_VERSION, WorkQueue, system_engine
from reprise.core.operations.schema import SCHEMA
from reprise.core.operations.waiting import line_of, look_only_when_something_waits

log = structlog.get_logger(__name__)

BEAT_EVERY: Final = 1.0
STALE_AFTER: Final = 4.0
"""Seconds without a beat after which a worker is taken for dead."""
_JUDGE_AGAIN_AFTER: Final = 10.0
_POLL_EVERY: Final = 0.05
_POLL_SQLITE_EVERY: Final = 0.02
"""A look that finds nothing new costs a few microseconds there, on PostgreSQL a round trip."""
_RECORDED_AFTER: Final = 5.0
"""Seconds within which the workflow engine has stored the outcome of a handler, if it can."""

Handler = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Declared:
    """A queue: how many of its workflows run here at once, and the seconds between two looks at it."""

    concurrency: int
    poll_every: float


class LeaseLostError(Exception):
    """Others took this worker for dead: it must let go of everything and start anew."""


class WorkerRuntime:
    """Runs registered workflows until told to stop; one instance a process.

    A handler that is cut off (stop, lost lease) leaves its workflow unfinished for another worker.
    """

    def __init__(self, database: Database, queue: WorkQueue, executor_id: str) -> None:
        self.executor_id = executor_id
        self.stopping = asyncio.Event()
        """Set before anything else of a stop is done: a handler that only waits may raise at once."""
        self._database = database
        self._queue = queue
        self._queues: dict[str, _Declared] = {}
        self._handlers: dict[str, tuple[str, Handler]] = {}
        """With the queue that they work on, by workflow."""
        self._busy: Counter[str] = Counter()
        """Handlers that run, by queue."""
        self._running: set[asyncio.Task[None]] = set()
        self._ended: dict[str, float] = {}
        """When handlers ended whose outcome may not be stored yet, by workflow."""
        self._engine: sa.Engine | None = None

    def register(
        self,
        workflow: str,
        *,
        queue: str,
        concurrency: int,
        handler: Handler,
        poll_every: float | None = None,
    ) -> None:
        """Each poll costs, in workers that wait, too: what need not begin at once polls less."""
        often = _POLL_SQLITE_EVERY if self._database.sqlite else _POLL_EVERY
        self._queues[queue] = _Declared(concurrency, poll_every or often)
        self._handlers[workflow] = (queue, handler)

    async def start(self, facts: dict[str, Any]) -> None:
        """Take a lease, `facts` on it, and begin to take work.

        Nothing else in this process may hold a transaction meanwhile: DBOS has to be launched on the thread
        of the event loop, to run workflows there, and blocks it while it writes.
        """
        async with self._database.transaction() as session:
            await repository.register(session, self.executor_id, facts)
        dbos = await asyncio.to_thread(self._prepare)
        DBOS.launch()
        _read_queues_once(dbos)
        assert self._engine is not None
        line = line_of(self._database.url, self._engine)
        look_only_when_something_waits(dbos._sys_db, line, full=self._is_full)
        log.info("worker_ready", queues=list(self._queues))

    async def run(self, stop: asyncio.Event, *, drain_seconds: float) -> None:
        """Work until `stop`, then let running handlers finish for at most `drain_seconds`.

        Raises:
            LeaseLostError: the lease was judged, or could not be renewed in time.
        """
        beating = asyncio.create_task(self._beat_for_ever())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({beating, stopping}, return_when=asyncio.FIRST_COMPLETED)
        self.stopping.set()
        if not beating.done():
            await self._finish_running(beating, drain_seconds)
        await self._cut_off_running()
        stopping.cancel()
        if beating.done():
            beating.result()
        beating.cancel()
        await self._hand_back()

    def _prepare(self) -> DBOS:
        # Two of them are kept by the lines of the queues (waiting.py).
        self._engine = system_engine(self._database.url, pool_size=7)
        dbos = DBOS(
            config={
                "name": APPLICATION,
                "system_database_engine": self._engine,
                "dbos_system_schema": SCHEMA,
                "application_version": APPLICATION_VERSION,
                "executor_id": self.executor_id,
                "run_migrations": False,
                "log_level": "WARNING",
                # Workflows are few and long: DBOS's default of 64 threads only costs memory.
                "max_executor_threads": 8,
                # Of what we do not use; by default a thread looks for it a hundred times a second.
                "notification_coalesce_sec": 1.0,
            }
        )
        for name, (queue, handler) in self._handlers.items():
            DBOS.workflow(name=name, max_recovery_attempts=None)(self._guarded(queue, handler))
        # Declared before the launch, which looks for queues at once and then only every second.
        for queue, declared in self._queues.items():
            self._queue.declare(queue, concurrency=declared.concurrency, poll_every=declared.poll_every)
        DBOS.listen_queues(list(self._queues))
        return dbos

    def _is_full(self, queue: str) -> bool:
        """True, too, of queues that are not ours: the workflow engine has some of its own."""
        declared = self._queues.get(queue)
        return declared is None or self._busy[queue] >= declared.concurrency

    def _guarded(self, queue: str, handler: Handler) -> Callable[[str], Awaitable[None]]:
        async def run(argument: str) -> None:
            if self.stopping.is_set():
                await _never()
            workflow_id = DBOS.workflow_id or ""
            self._ended.pop(workflow_id, None)
            task = asyncio.ensure_future(handler(argument))
            self._running.add(task)
            self._busy[queue] += 1
            try:
                await asyncio.wait({task})
            finally:
                self._busy[queue] -= 1
            self._running.discard(task)
            self._ended[workflow_id] = time.monotonic()
            if self.stopping.is_set() and (task.cancelled() or task.exception() is not None):
                # Returning would record an outcome; the work belongs to somebody else now.
                await _never()
            if not task.cancelled() and isinstance(error := task.exception(), Exception):
                log.error("workflow_failed", exc_info=error)
                # DBOS stores what comes out of here, with all that its arguments hold.
                raise RuntimeError(type(error).__name__)
            task.result()

        return run

    async def _beat_for_ever(self) -> None:
        renewed = time.monotonic()
        while True:
            await asyncio.sleep(BEAT_EVERY)
            late = time.monotonic() - renewed > STALE_AFTER
            try:
                async with self._database.transaction() as session:
                    alive = await repository.beat(session, self.executor_id)
                if not alive:
                    raise LeaseLostError
                renewed = time.monotonic()
                # Whoever was late itself has no business judging others: the machine may have slept.
                if not late:
                    await self._judge_others()
                await self._put_back_unrecorded()
            except (sa.exc.SQLAlchemyError, OSError) as error:
                log.warning("beat_failed", error=type(error).__name__)
                if time.monotonic() - renewed > STALE_AFTER:
                    raise LeaseLostError from error

    async def _judge_others(self) -> None:
        async with self._database.transaction() as session:
            dead = await repository.judge_stale(
                session, self.executor_id, stale_after=STALE_AFTER, judge_again_after=_JUDGE_AGAIN_AFTER
            )
        for executor_id in dead:
            count = await self._queue.hand_over(executor_id, list(self._queues))
            async with self._database.transaction() as session:
                await repository.remove(session, executor_id)
            log.warning("worker_lost", executor=executor_id, handed_over=count)

    async def _put_back_unrecorded(self) -> None:
        """Put back in line what ended here without an outcome that could be stored, as on a full disk.

        Nobody else would run it, and it would count as running here for ever.
        """
        now = time.monotonic()
        due = {id_: ended for id_, ended in self._ended.items() if now - ended > _RECORDED_AFTER}
        if not due:
            return
        # Before it is put back: it may run here again, and end, before this goes on.
        for workflow_id in due:
            del self._ended[workflow_id]
        try:
            async with self._database.transaction() as session:
                unrecorded = await self._queue.put_back(session, self.executor_id, list(due))
        except BaseException:
            self._ended = due | self._ended
            raise
        if unrecorded:
            log.warning("unrecorded_put_back", count=len(unrecorded))

    async def _finish_running(self, beating: asyncio.Task[None], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self._running and not beating.done() and time.monotonic() < deadline:
            await asyncio.wait({*self._running, beating}, timeout=0.2, return_when=asyncio.FIRST_COMPLETED)
        # DBOS writes an outcome shortly after its handler returned.
        await asyncio.sleep(0.1)

    async def _cut_off_running(self) -> None:
        for task in list(self._running):
            task.cancel()
        if self._running:
            await asyncio.wait(self._running, timeout=5)

    async def _hand_back(self) -> None:
        with contextlib.suppress(sa.exc.SQLAlchemyError, OSError):
            await self._queue.hand_over(self.executor_id, list(self._queues))
            async with self._database.transaction() as session:
                await repository.remove(session, self.executor_id)


def _read_queues_once(dbos: DBOS) -> None:
    """Each poll of a queue reads its declaration anew, in a transaction, even while no more may run.

    Ours are the same for as long as a process lives; DBOS has no setting for that.
    """
    system = dbos._sys_db
    vars(system)["get_queue"] = functools.cache(system.get_queue)


async def _never() -> None:
    await asyncio.Event().wait()
