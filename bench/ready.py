"""From starting the command until the server answers, against a bare application; runs alternate."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from bench import programs
from bench.figures import Figure

ROUNDS = 5
_TIMES = 3


def measure(scratch: Path) -> list[Figure]:
    """Medians. `migrated`: on data that an earlier start has made; `fresh`: on nothing."""
    taken: dict[str, list[float]] = {}
    _reprise(scratch / "data")
    _bare(scratch / "bare.db")
    for turn in range(ROUNDS):
        for name, seconds in {
            "migrated": _reprise(scratch / "data"),
            "bare migrated": (_bare(scratch / "bare.db"),),
            "fresh": _reprise(scratch / f"data-{turn}"),
            "bare fresh": (_bare(scratch / f"bare-{turn}.db"),),
        }.items():
            for path, value in zip(("/healthz", "/readyz"), seconds, strict=False):
                taken.setdefault(f"{name} {path}", []).append(value)
    middle = {name: median(values) for name, values in taken.items()}
    return [
        Figure(
            f"server ready, {state}, {path}",
            middle[f"{state} {path}"],
            "s",
            control=middle[f"bare {state} /healthz"],
            times_control=_TIMES,
            note=f"median of {ROUNDS}" + ("" if path == "/healthz" else ", a worker's beat included"),
        )
        for state in ("migrated", "fresh")
        for path in ("/healthz", "/readyz")
    ]


def _reprise(data_dir: Path) -> tuple[float, float]:
    """Seconds until /healthz and until /readyz."""
    began = time.monotonic()
    with programs.reprise(data_dir) as server:
        alive = programs.wait_answer(server.port, "/healthz", lambda: server.returncode) - began
        # Seldom: each question is work for the server, and takes from what its worker starts with.
        ready = programs.wait_answer(server.port, "/readyz", lambda: server.returncode, every=0.1) - began
    return alive, ready


def _bare(database: Path) -> float:
    began = time.monotonic()
    with programs.control("bare_app", database) as (process, port):
        return programs.wait_answer(port, "/healthz", process.poll) - began
