"""`python -m bench [--json FILE] [names…]`: prints each figure beside its control and its target."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import (
    bradley_terry,
    composer,
    experts,
    feedback_reads,
    feedback_writes,
    idle,
    interviews,
    ready,
    submit,
)
from bench.figures import Figure, document, show

BENCHES: dict[str, Callable[[Path], list[Figure]]] = {
    "submit": submit.measure,
    "ready": ready.measure,
    "idle": idle.measure,
    "composer": composer.measure,
    "interviews": interviews.measure,
    "feedback": feedback_writes.measure,
    "feedback-reads": feedback_reads.measure,
    "experts": experts.measure,
    "bradley-terry": bradley_terry.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, against controls.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"any of {', '.join(BENCHES)}; none: all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(BENCHES):
        parser.error(f"there is no {', '.join(sorted(unknown))}; choose from {', '.join(BENCHES)}")
    figures: list[Figure] = []
    for name in arguments.names or BENCHES:
        figures += _run(name)
    show(figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(document(figures), indent=2) + "\n")


def _run(name: str) -> list[Figure]:
    print(f"{name} …", end=" ", file=sys.stderr, flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="reprise-bench-") as scratch:
        figures = BENCHES[name](Path(scratch))
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    return figures


if __name__ == "__main__":
    main()
