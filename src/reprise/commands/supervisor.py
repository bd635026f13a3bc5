"""Keeps the worker processes of `serve` alive, and ends those that are alive but do not move."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import closing, suppress
from typing import Final
from uuid import uuid4

import structlog
from sqlalchemy.exc import SQLAlchemyError

from reprise.commands.worker import DRAIN_SECONDS, EXECUTOR_VARIABLE, PARENT_VARIABLE
from reprise.core.db import Database
from reprise.core.operations import pulse, repository
from reprise.core.settings import PREFIX, Settings

log = structlog.get_logger(__name__)

_HEALTHY_AFTER: Final = 3.0
_MAX_PAUSE: Final = 10.0
_STOP_SECONDS: Final = DRAIN_SECONDS + 5


class Supervisor:
    """Starts `count` workers, starts each again when it ends, and ends all of them."""

    def __init__(self, database: Database, count: int, environment: dict[str, str]) -> None:
        self._database = database
        self._count = count
        self._environment = environment
        self._processes: set[asyncio.subprocess.Process] = set()
        self._keepers: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._keepers = [asyncio.create_task(self._keep()) for _ in range(self._count)]

    async def stop(self) -> None:
        """Let the workers finish what they are at, for a while."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        for process in self._processes:
            process.terminate()
        waiting = [asyncio.create_task(process.wait()) for process in self._processes]
        if waiting:
            await asyncio.wait(waiting, timeout=_STOP_SECONDS)
        for process in self._processes:
            if process.returncode is None:
                process.kill()
                await process.wait()

    async def _keep(self) -> None:
        pause = 0.0
        while True:
            executor_id = f"worker-{uuid4().hex[:12]}"
            started = time.monotonic()
            with closing(pulse.Pulse()) as sign:
                process = await self._spawn(executor_id, sign)
                self._processes.add(process)
                code = await self._end_of(process, sign, executor_id)
            self._processes.discard(process)
            log.warning("worker_ended", executor=executor_id, status=code)
            await self._report_dead(executor_id)
            # One that fails at once must not be started a hundred times a second.
            healthy = time.monotonic() - started > _HEALTHY_AFTER
            pause = 0.0 if healthy else min(_MAX_PAUSE, pause * 2 or 0.25)
            await asyncio.sleep(pause)

    async def _spawn(self, executor_id: str, sign: pulse.Pulse) -> asyncio.subprocess.Process:
        own = {
            PARENT_VARIABLE: str(os.getpid()),
            EXECUTOR_VARIABLE: executor_id,
            pulse.VARIABLE: str(sign.write),
        }
        try:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "reprise.commands.worker",
                env=self._environment | own,
                pass_fds=[sign.write],
                # Ctrl-C in a terminal reaches the whole group: the workers are to hear of it from us, once.
                start_new_session=True,
            )
        finally:
            sign.handed_over()

    async def _end_of(self, process: asyncio.subprocess.Process, sign: pulse.Pulse, executor_id: str) -> int:
        """Wait for it, and kill it where it stands still: on SQLite it may hold what all writers need."""
        ending = asyncio.create_task(process.wait())
        stopping = asyncio.create_task(sign.stopped())
        try:
            await asyncio.wait({ending, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not ending.done():
                log.warning("worker_still", executor=executor_id, seconds=pulse.STILL_AFTER)
                with suppress(ProcessLookupError):
                    process.kill()
            return await ending
        finally:
            ending.cancel()
            stopping.cancel()

    async def _report_dead(self, executor_id: str) -> None:
        """Others need not wait for a lease to run out of which we know that it is void."""
        try:
            async with self._database.transaction() as session:
                await repository.expire(session, executor_id)
        except (SQLAlchemyError, OSError) as error:
            log.warning("lease_not_expired", error=type(error).__name__)


def worker_environment(settings: Settings) -> dict[str, str]:
    """Options of the command line win over the environment: workers must see the same settings."""
    own = {
        f"{PREFIX}DATA_DIR": str(settings.data_dir.absolute()),
        f"{PREFIX}ENGINES": settings.engines,
        f"{PREFIX}DATABASE_URL": settings.resolved_database_url,
    }
    return dict(os.environ) | own
