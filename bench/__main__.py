"""`python -m bench [--json FILE] [--page FILE] [names…]`: each figure beside its control and its target."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from bench import (
    bradley_terry,
    composer,
    experts,
    experts_retrieval,
    feedback_reads,
    feedback_writes,
    idle,
    interviews,
    listing,
    page,
    ready,
    scale_out,
    sse,
    streaming,
    submit,
)
from bench.figures import Figure, document, machine, show
from bench.peers import measure as peers

Bench = Callable[[Path, float], list[Figure]]
"""Measures in an empty directory; the number multiplies its data, where it has any to speak of."""


def _of_one_size(measure: Callable[[Path], list[Figure]]) -> Bench:
    return lambda scratch, _: measure(scratch)


BENCHES: dict[str, Bench] = {
    "submit": _of_one_size(submit.measure),
    "ready": _of_one_size(ready.measure),
    "idle": _of_one_size(idle.measure),
    "composer": _of_one_size(composer.measure),
    "interviews": _of_one_size(interviews.measure),
    "feedback": _of_one_size(feedback_writes.measure),
    "feedback-reads": _of_one_size(feedback_reads.measure),
    "listing": listing.measure,
    "streaming": streaming.measure,
    "sse": sse.measure,
    "scale-out": scale_out.measure,
    "peers": peers.measure,
    "experts": _of_one_size(experts.measure),
    "experts-retrieval": _of_one_size(experts_retrieval.measure_retrieval),
    "bradley-terry": _of_one_size(bradley_terry.measure),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, against controls.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"any of {', '.join(BENCHES)}; none: all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    parser.add_argument("--page", type=Path, metavar="FILE", help="put the tables into that page as well")
    parser.add_argument(
        "--size", type=float, default=1.0, metavar="SHARE", help="share of rows, bytes, clients"
    )
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(BENCHES):
        parser.error(f"there is no {', '.join(sorted(unknown))}; choose from {', '.join(BENCHES)}")
    on = machine()
    measured: dict[str, list[Figure]] = {}
    failed: list[str] = []
    for name in arguments.names or BENCHES:
        try:
            measured[name] = _run(name, arguments.size)
        except Exception:
            # What the others found is not lost.
            traceback.print_exc()
            failed.append(name)
    show([figure for figures in measured.values() for figure in figures])
    if arguments.json:
        arguments.json.write_text(json.dumps(document(measured, on), indent=2) + "\n")
    if arguments.page:
        page.write(arguments.page, measured, on)
    if failed:
        sys.exit(f"not measured: {', '.join(failed)}")


def _run(name: str, size: float) -> list[Figure]:
    print(f"{name} …", end=" ", file=sys.stderr, flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="reprise-bench-") as scratch:
        figures = BENCHES[name](Path(scratch), size)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    return figures


if __name__ == "__main__":
    main()
