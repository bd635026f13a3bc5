"""`reprise worker`: one process that works on jobs, on any machine that reaches database and storage."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any, NoReturn
from uuid import uuid4

import structlog
import uvloop

from reprise import __version__
from reprise.commands.worker import DRAIN_SECONDS, EXECUTOR_VARIABLE, PARENT_VARIABLE
from reprise.core.context import Core, open_core
from reprise.core.events.retention import forget_old_events
from reprise.core.idempotency.retention import forget_old_keys
from reprise.core.loading import settle
from reprise.core.operations import pulse
from reprise.core.operations.lifeline import die_with_parent
from reprise.core.operations.reconciler import SWEEP_EVERY, Maintenance, WorkSource
from reprise.core.operations.runtime import LeaseLostError, WorkerRuntime
from reprise.core.settings import Settings
from reprise.core.telemetry import logs
from reprise.experts.forgetting.retention import forget_what_is_old
from reprise.experts.learning.counting import COUNT_EVERY, count_votes
from reprise.interviews.operations import service as interviews
from reprise.interviews.operations.runner import CONCURRENCY, POLL_EVERY, OperationRunner
from reprise.interviews.operations.upkeep import OperationSource
from reprise.interviews.work import MAKERS, prepare
from reprise.songs.downloads.transcoding import sweep_copies
from reprise.songs.engines.registry import load_engines
from reprise.songs.generation import upkeep
from reprise.songs.generation.runner import GenerationRunner
from reprise.songs.generation.service import QUEUE, WORKFLOW

log = structlog.get_logger(__name__)


def main(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; a second signal does not wait for the running job."""
    parent = os.environ.get(PARENT_VARIABLE)
    if parent:
        die_with_parent(int(parent))
    executor_id = os.environ.pop(EXECUTOR_VARIABLE, "") or f"worker-{uuid4().hex[:12]}"
    logs.configure(settings, executor=executor_id)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_work(settings, executor_id))


async def _work(settings: Settings, executor_id: str) -> None:
    core = open_core(settings)
    installed = load_engines(settings.engine_names)
    runtime = WorkerRuntime(core.database, core.queue, executor_id)
    runner = GenerationRunner(core, settings.engine_names, executor_id, stopping=runtime.stopping)
    runtime.register(WORKFLOW, queue=QUEUE, concurrency=1, handler=runner.run)
    operator = OperationRunner(core, executor_id, MAKERS)
    runtime.register(
        interviews.WORKFLOW,
        queue=interviews.QUEUE,
        concurrency=CONCURRENCY,
        handler=operator.run,
        poll_every=POLL_EVERY,
    )
    stop = _stop_on_signals()
    facts: dict[str, Any] = {
        "version": __version__,
        "engines": {name: engine.spec.version for name, engine in installed.items()},
    }
    await prepare(settings)
    await runtime.start(facts)
    settle()
    beating = asyncio.create_task(pulse.beat_for_ever())
    upkeeping = asyncio.create_task(_maintenance(core, executor_id).run_for_ever())
    try:
        await runtime.run(stop, drain_seconds=DRAIN_SECONDS)
    except LeaseLostError:
        log.warning("lease_lost")
        await runner.close()
        _start_anew()
    finally:
        upkeeping.cancel()
        await runner.close()
        beating.cancel()
    log.info("worker_stopped")
    sys.stderr.flush()
    # Workflows that were handed back still wait inside DBOS's threads, which would be joined for ever.
    os._exit(0)


def _start_anew() -> NoReturn:
    """A fresh start is the one state that is surely clean: nothing of the old claim survives it.

    At once, for a database that is away without a word would make everything wait that is still to be closed.
    """
    sys.stderr.flush()
    again = [sys.executable, "-m", "reprise.commands.worker"]
    os.execv(sys.executable, again)  # noqa: S606 - our own interpreter and module, nothing from outside


def _maintenance(core: Core, executor_id: str) -> Maintenance:
    sources: list[WorkSource] = [upkeep.JobSource(core), OperationSource(core)]
    maintenance = Maintenance(core.database, core.queue, executor_id, sources=sources)
    maintenance.add("sweep_files", SWEEP_EVERY, lambda: upkeep.sweep_files(core))
    maintenance.add("sweep_copies", SWEEP_EVERY, lambda: sweep_copies(core))
    maintenance.add(f"sweep_scratch:{os.uname().nodename}", SWEEP_EVERY, lambda: upkeep.sweep_scratch(core))
    maintenance.add("forget_events", SWEEP_EVERY, lambda: forget_old_events(core.database))
    maintenance.add("forget_keys", SWEEP_EVERY, lambda: forget_old_keys(core.database))
    maintenance.add("count_votes", COUNT_EVERY, lambda: count_votes(core.database))
    maintenance.add("forget_visitors", SWEEP_EVERY, lambda: forget_what_is_old(core))
    return maintenance


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
