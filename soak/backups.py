"""Backups taken while things break, and what becomes of the last of them in an empty place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support import tied
from tests.support.processes import ServerProcess

from soak import reading
from soak.checker import check
from soak.ledger import Ledger
from soak.place import Place
from soak.settling import wait_for_work
from soak.verdict import Verdict

_REPRISE = Path(sys.executable).with_name("reprise")
_LONGEST = 300.0


@dataclass(frozen=True)
class Taken:
    """`promised` are the marks of all that was acknowledged before it began."""

    folder: Path
    promised: frozenset[str]


class Backups:
    """One at a time; only the newest that succeeded is kept."""

    def __init__(self, folder: Path, environment: Mapping[str, str], ledger: Ledger) -> None:
        folder.mkdir()
        self._folder, self._environment, self._ledger = folder, environment, ledger
        self._running: tuple[subprocess.Popen[bytes], Taken] | None = None
        self.last: Taken | None = None
        self.taken = self.refused = 0

    def begin(self) -> None:
        """Unless one is being taken."""
        if self._running is None:
            number = self.taken + self.refused
            taken = Taken(self._folder / f"backup-{number}", self._ledger.acknowledged())
            process = _start(self._environment, self._log, "backup", taken.folder)
            self._running = process, taken

    def look(self) -> None:
        """What became of the one that was being taken."""
        if self._running is not None and self._running[0].poll() is not None:
            self._ended(*self._running)
            self._running = None

    def finish(self) -> None:
        """Wait for the one that is being taken."""
        if self._running is not None:
            self._running[0].wait(_LONGEST)
            self.look()

    @property
    def _log(self) -> Path:
        return self._folder / "log"

    def _ended(self, process: subprocess.Popen[bytes], taken: Taken) -> None:
        status = process.returncode
        self._ledger.note("backup", status=status, folder=taken.folder.name)
        if status == 0:
            self.taken += 1
            if self.last is not None:
                shutil.rmtree(self.last.folder)
            self.last = taken
            return
        # Database or storage were away: it says so, and there is none.
        self.refused += 1
        if status != 2 or taken.folder.exists():
            self._ledger.blame(f"a backup ended with {status}; {self._log} says why")
        shutil.rmtree(taken.folder, ignore_errors=True)
        shutil.rmtree(taken.folder.with_name(taken.folder.name + ".unfinished"), ignore_errors=True)


def check_restored(
    taken: Taken, place: Place, engines: str, ledger: Ledger, excuses: Collection[str]
) -> Verdict:
    """Restore it, let its work be finished, and hold it to what was promised before it began."""
    environment = place.environment | {"REPRISE_ENGINES": engines}
    log = place.data_dir.with_name(place.data_dir.name + ".restoring.log")
    if _start(environment, log, "restore", taken.folder).wait(_LONGEST) != 0:
        return Verdict(lost=[f"the backup cannot be restored: {log.read_text()}"])
    server = ServerProcess(place.data_dir, environment=environment)
    server.start()
    try:
        server.wait_ready()
        wait_for_work(place, 120)
        server.terminate()
    finally:
        server.close()
    place.sweep()
    state = reading.read(place)
    return check(ledger, state, excuses=excuses, promised=taken.promised, with_events=False)


def _start(environment: Mapping[str, str], log_path: Path, *arguments: object) -> subprocess.Popen[bytes]:
    foreign = {name: value for name, value in os.environ.items() if not name.startswith("REPRISE_")}
    with log_path.open("ab") as log:
        return tied.start([_REPRISE, *arguments], stdout=log, stderr=log, env=foreign | dict(environment))
