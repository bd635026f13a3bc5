"""One soak of one installation: load, faults, settling, and the account at the end."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tests.support.processes import ServerProcess

from soak import asking, plan, reading
from soak.backups import Backups, check_restored
from soak.checker import check
from soak.faults import Faults
from soak.grounds import Ground
from soak.ledger import Ledger
from soak.load import Load
from soak.plan import Strike
from soak.settling import wait_for_listeners, wait_for_work
from soak.verdict import Verdict

ENGINES = "composer"
_SETTLE_SECONDS = 180.0
_BACKUP_EVERY = 20.0

Tell = Callable[[str], None]


@dataclass
class Outcome:
    """What was done and what was found; `restored` is None where no backup was asked for."""

    ground: str
    seed: int
    strikes: dict[str, int] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    failed_jobs: dict[str, int] = field(default_factory=dict)
    verdict: Verdict = field(default_factory=Verdict)
    restored: Verdict | None = None

    @property
    def is_clean(self) -> bool:
        return self.verdict.is_clean and (self.restored is None or self.restored.is_clean)


@dataclass(frozen=True)
class Order:
    """Things break for `seconds`, or until there were `strikes`. `only`: names of faults; None: all."""

    seconds: float
    seed: int
    only: tuple[str, ...] | None = None
    strikes: int | None = None
    with_backups: bool = True
    musicians: int = 3


def soak(ground: Ground, scratch: Path, order: Order, tell: Tell) -> Outcome:
    """What is left in `scratch` tells the story: the ledger, and the logs of all processes."""
    ledger = Ledger(scratch / "ledger.jsonl")
    settings = dict(ground.environment) | {"REPRISE_ENGINES": ENGINES}
    server = ServerProcess(ground.place.data_dir, workers=ground.workers, environment=settings)
    outcome = Outcome(ground.name, order.seed)
    server.start()
    try:
        server.wait_ready()
        told, backups, excuses = _under_load(ground, scratch, server, ledger, order, outcome, tell)
        _account(ground, ledger, told, excuses, outcome)
        if backups.last is not None:
            tell("restoring the last backup")
            place = ground.new_place(scratch / "restored")
            outcome.restored = check_restored(backups.last, place, ENGINES, ledger, excuses)
    finally:
        server.close()
        ledger.close()
        if not outcome.is_clean and ground.volume is not None:
            shutil.copytree(ground.volume.path, scratch / "kept", dirs_exist_ok=True)
    return outcome


def _under_load(
    ground: Ground,
    scratch: Path,
    server: ServerProcess,
    ledger: Ledger,
    order: Order,
    outcome: Outcome,
    tell: Tell,
) -> tuple[asking.Told, Backups, set[str]]:
    load = Load(server.url, server.token, ledger, order.seed, order.musicians)
    faults = Faults(ground, server, ledger)
    backups = Backups(scratch / "backups", ground.environment, ledger)
    load.start()
    try:
        _break_things(faults, backups, order, outcome, ledger, tell)
        if order.with_backups:
            # The last one is to be of a moment at which there was work, also after a short soak.
            backups.finish()
            if backups.last is None:
                backups.begin()
                backups.finish()
        tell("settling")
        settled = load.stop_asking(_SETTLE_SECONDS)
        settled &= wait_for_work(ground.place, _SETTLE_SECONDS)
        settled &= wait_for_listeners(ground.place, ledger, 60)
        ledger.note("settled", in_time=settled)
    finally:
        load.finish()
    faults.look()
    with server.client() as client:
        told = asking.ask(client, ledger)
    if server.terminate(within_s=60) != 0:
        ledger.blame(f"the server ended with {server.returncode} when it was asked to stop")
    server.assert_nothing_survives()
    outcome.figures = {
        "requests": ledger.requests,
        "sent again": ledger.repeats,
        "listeners that came back": ledger.reconnects,
        "backups taken": backups.taken,
        "backups refused": backups.refused,
    }
    return told, backups, faults.excuses


def _break_things(
    faults: Faults, backups: Backups, order: Order, outcome: Outcome, ledger: Ledger, tell: Tell
) -> None:
    began = time.monotonic()
    next_backup = began + min(_BACKUP_EVERY, order.seconds / 3)
    instant = {name for name in faults.instant if order.only is None or name in order.only}
    lasting = {name for name in faults.lasting if order.only is None or name in order.only}
    for strike in islice(plan.draw(order.seed, instant, lasting), order.strikes):
        if time.monotonic() + strike.pause - began > order.seconds:
            return
        time.sleep(strike.pause)
        backups.look()
        if order.with_backups and time.monotonic() > next_backup:
            backups.begin()
            next_backup = time.monotonic() + _BACKUP_EVERY
        faults.look()
        ledger.note("fault", fault=str(strike))
        tell(f"{time.monotonic() - began:6.1f} s  {strike}")
        outcome.strikes[strike.fault] = outcome.strikes.get(strike.fault, 0) + 1
        _strike(faults, strike)


def _strike(faults: Faults, strike: Strike) -> None:
    if strike.fault in faults.instant:
        faults.instant[strike.fault](strike.which)
        return
    with faults.lasting[strike.fault](strike.which):
        time.sleep(strike.seconds / 2)
        if strike.amid is not None:
            faults.instant[strike.amid](strike.which)
        time.sleep(strike.seconds / 2)


def _account(ground: Ground, ledger: Ledger, told: asking.Told, excuses: set[str], outcome: Outcome) -> None:
    before = ground.place.sweep()
    state = reading.read(ground.place)
    outcome.verdict = check(ledger, state, excuses=excuses)
    asking.compare(outcome.verdict, told, state)
    outcome.verdict.unexpected += [f"{what} ({count} times)" for what, count in ledger.unexpected.items()]
    outcome.failed_jobs = dict(Counter(job.error_code for job in state.jobs.values() if job.error_code))
    outcome.figures |= {
        "writes acknowledged": len(ledger.acknowledged()),
        "jobs": len(state.jobs),
        "samples": len(state.samples),
        "feedback": sum(map(len, state.rows["feedback"].values())),
        "operations": len(state.operations),
        "events": len(state.events),
        "orphan files swept": before,
    }
