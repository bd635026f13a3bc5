"""What people read at the end, and the same for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from soak.grounds import Ground
from soak.run import Outcome


def left_out(ground: Ground) -> list[str]:
    """What is not broken here, and why."""
    sentences: list[str] = []
    if ground.twist is None:
        sentences.append("clock steps and slow disks: left out, for they take a C compiler on Linux.")
    if ground.volume is None:
        sentences.append("full disk: left out, for a small file system of its own takes root on Linux.")
    if ground.bucket_server is not None:
        sentences.append(
            "killing the storage: left out, for moto keeps files in memory; it is frozen, cut off and slowed."
        )
    return sentences


def show_left_out(ground: Ground) -> None:
    for sentence in left_out(ground):
        print(f"  {sentence}")


def show(outcome: Outcome) -> None:
    faults = ", ".join(f"{name} {count}" for name, count in sorted(outcome.strikes.items()))
    print(f"{sum(outcome.strikes.values())} faults: {faults}")
    print(", ".join(f"{name} {count}" for name, count in outcome.figures.items()))
    failed = ", ".join(f"{code} {count}" for code, count in outcome.failed_jobs.items())
    print(f"jobs that failed with a reason: {failed or 'none'}")
    print(f"{outcome.ground}: {outcome.verdict.line}")
    for finding in outcome.verdict.findings():
        print(f"  {finding}")
    if outcome.restored is not None:
        print(f"its last backup, restored: {outcome.restored.line}")
        for finding in outcome.restored.findings():
            print(f"  {finding}")


def document(outcomes: list[Outcome]) -> dict[str, Any]:
    return {"clean": all(one.is_clean for one in outcomes), "soaks": [asdict(one) for one in outcomes]}
