"""What a server was doing when a wait for it ended: starved of the processor, or standing still."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable

import httpx
import psutil
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from reprise.core.db.urls import sync_url

_BACKENDS = """SELECT a.pid, a.state, a.wait_event_type, a.wait_event,
    pg_blocking_pids(a.pid) AS blocked_by, now() - a.xact_start AS transaction_age,
    left(a.query, 200) AS query
    FROM pg_stat_activity a WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
    ORDER BY a.pid"""


def of(url: str, processes: Iterable[psutil.Process], database_url: str | None) -> str:
    """Load, processor seconds of each process, /readyz, PostgreSQL's backends and whom they wait for."""
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    lines = [f"load {load} on {os.cpu_count()} cores", f"/readyz: {_readyz(url)}"]
    lines += [_process(process) for process in processes]
    if database_url and database_url.startswith("postgresql"):
        lines += _backends(database_url)
    return "\n".join(lines)


def _readyz(url: str) -> str:
    try:
        answer = httpx.get(f"{url}/readyz", timeout=5)
    except httpx.TransportError as error:
        return type(error).__name__
    return f"{answer.status_code} {answer.text}"


def _process(process: psutil.Process) -> str:
    try:
        with process.oneshot():
            used, age = sum(process.cpu_times()[:2]), time.time() - process.create_time()
            command = " ".join(process.cmdline()[1:4])
            return (
                f"process {process.pid} {process.status()}: {used:.1f} s of {age:.0f} s computing: {command}"
            )
    except psutil.NoSuchProcess:
        return f"process {process.pid} has ended"


def _backends(database_url: str) -> list[str]:
    engine = create_engine(sync_url(database_url))
    try:
        with engine.connect() as connection:
            return [f"backend {dict(row)}" for row in connection.execute(text(_BACKENDS)).mappings()]
    except SQLAlchemyError as error:
        return [f"no backends known: {type(error).__name__}"]
    finally:
        engine.dispose()
