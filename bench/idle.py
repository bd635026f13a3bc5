"""What a server with one worker costs while nobody asks for anything."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import psutil
from tests.memory.pss import pss

from bench import programs
from bench.figures import Figure

API_MB = 160
SERVER_MB = 300
WATCHED_SECONDS = 10.0
_SETTLE_SECONDS = 2.0


def measure(scratch: Path) -> list[Figure]:
    """Memory as PSS in megabytes, CPU as per cent of one core, all of them running at once."""
    with (
        programs.reprise(scratch / "data") as server,
        programs.control("bare_app", scratch / "bare.db") as (app, port),
        programs.bare_worker(programs.sqlite_file(scratch / "worker.db")) as bare_worker,
    ):
        server.wait_ready()
        programs.wait_answer(port, "/healthz", app.poll)
        time.sleep(_SETTLE_SECONDS)
        workers = [process.pid for process in server.processes("reprise.commands.worker")]
        assert len(workers) == 1, f"{len(workers)} workers: {server.log}"
        ours, bare = [server.pid, *workers], [app.pid, bare_worker.pid]
        busy, bare_busy = _cpu(ours, bare)
        return [
            Figure("memory, idle, API", _mb([server.pid]), "MB", control=_mb([app.pid]), at_most=API_MB),
            Figure("memory, idle, API + worker", _mb(ours), "MB", control=_mb(bare), at_most=SERVER_MB),
            Figure("CPU, idle, API + worker", busy, "%", control=bare_busy, note="of one core, over 10 s"),
        ]


def _mb(pids: Sequence[int]) -> float:
    return sum(map(pss, pids)) / 1e6


def _cpu(*groups: Sequence[int]) -> list[float]:
    """Per cent of one core that each group of processes used in the same stretch of time."""
    before, began = [_cpu_seconds(pids) for pids in groups], time.monotonic()
    time.sleep(WATCHED_SECONDS)
    after, passed = [_cpu_seconds(pids) for pids in groups], time.monotonic() - began
    return [100 * (late - early) / passed for early, late in zip(before, after, strict=True)]


def _cpu_seconds(pids: Sequence[int]) -> float:
    times = [psutil.Process(pid).cpu_times() for pid in pids]
    return sum(spent.user + spent.system for spent in times)
