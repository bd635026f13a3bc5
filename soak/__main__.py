"""`python -m soak [--seconds N] [--seed N] [--on NAME]`: breaks installations, says what became of them."""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from soak import report, volume
from soak.grounds import Ground, on_postgresql, on_sqlite
from soak.run import Order, Outcome, soak
from soak.volume import Volume

Open = Callable[[Path, Volume | None], AbstractContextManager[Ground]]

GROUNDS: dict[str, Open] = {"sqlite": on_sqlite, "postgresql": on_postgresql}
_MEGABYTES = 256
"""Of the disk that is filled, and one more for every second of a soak."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m soak", description="Break installations under load.")
    parser.add_argument("--seconds", type=float, default=120, help="how long things break on each (120)")
    parser.add_argument("--seed", type=int, help="draws the same faults again; one is made up and printed")
    parser.add_argument("--on", choices=GROUNDS, action="append", help="one of them; both if not given")
    parser.add_argument("--only", action="append", metavar="FAULT", help="only these faults")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the account there as well")
    arguments = parser.parse_args()
    seed = random.randrange(2**32) if arguments.seed is None else arguments.seed
    only = tuple(arguments.only) if arguments.only else None
    order = Order(seconds=arguments.seconds, seed=seed, only=only)
    print(f"seed {seed}: --seed {seed} draws the same faults again", flush=True)
    scratch = Path(tempfile.mkdtemp(prefix="reprise-soak-"))
    outcomes = [_on(name, scratch / name, order) for name in arguments.on or GROUNDS]
    if arguments.json:
        arguments.json.write_text(json.dumps(report.document(outcomes), indent=2) + "\n")
    if all(outcome.is_clean for outcome in outcomes):
        shutil.rmtree(scratch)
        return
    print(f"ledger and logs: {scratch}")
    sys.exit(1)


def _on(name: str, scratch: Path, order: Order) -> Outcome:
    scratch.mkdir()
    disk = volume.mount(scratch / "data", _MEGABYTES + round(order.seconds))
    try:
        with GROUNDS[name](scratch, disk) as ground:
            print(f"\n{ground.name}, {order.seconds:g} s", flush=True)
            report.show_left_out(ground)
            outcome = soak(ground, scratch, order, lambda line: print(line, flush=True))
    finally:
        if disk is not None:
            volume.unmount(disk)
    report.show(outcome)
    return outcome


if __name__ == "__main__":
    main()
