"""What was asked, what was answered and what was seen: all that the checker holds an installation to."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal[
    "prompt",
    "job",
    "cancel",
    "feedback",
    "posting",
    "session",
    "question",
    "answer",
    "completion",
    "analysis",
]


@dataclass(slots=True)
class Write:
    """One thing that was asked for. `mark` is its Idempotency-Key, and what its row can be known by.

    `subject` is the id of what it is done to; `id` that of what it made, as the answer said.
    """

    kind: Kind
    mark: str
    subject: str | None = None
    acknowledged: bool = False
    id: str | None = None


@dataclass(slots=True)
class Heard:
    """What one listener to live events was told; `begun` is its place in the order when it came.

    `subject` is the job that it followed, None for one that listened to all.
    """

    subject: str | None = None
    begun: str | None = None
    places: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    resets: int = 0


class Ledger:
    """Kept in memory, and line by line in a file, which tells the story if this process dies too."""

    def __init__(self, path: Path) -> None:
        self.writes: dict[str, Write] = {}
        self.samples: dict[str, tuple[str, int]] = {}
        """Job and index of every finished sample that anybody saw, by its id."""
        self.heard: list[Heard] = []
        self.unexpected: Counter[str] = Counter()
        """Answers and ends of processes that nothing excuses, in words, and how often."""
        self.requests = self.repeats = self.reconnects = 0
        self._seed = 0
        self._lock = threading.RLock()
        self._file = path.open("a")
        self._began = time.monotonic()

    def close(self) -> None:
        self._file.close()

    def begin(self, kind: Kind, subject: str | None = None) -> Write:
        """Before anything is sent: what is never answered may have been done all the same."""
        with self._lock:
            self._seed += 1
            write = Write(kind, f"soak-{self._seed:07d}", subject)
            self.writes[write.mark] = write
            self.note("asked", kind=kind, mark=write.mark, subject=subject)
            return write

    def acknowledge(self, write: Write, id_: str | None) -> None:
        with self._lock:
            write.acknowledged, write.id = True, id_
            self.note("acknowledged", mark=write.mark, id=id_)

    def see_sample(self, audio_id: str, job_id: str, index: int) -> None:
        with self._lock:
            seen = (job_id, index)
            if self.samples.setdefault(audio_id, seen) != seen:
                self.blame(f"sample {audio_id} was {self.samples[audio_id]} and is {seen}")

    def blame(self, what: str) -> None:
        """Note what must not happen, whatever breaks."""
        with self._lock:
            self.unexpected[what] += 1
            self.note("unexpected", sentence=what)

    def note(self, what: str, **facts: Any) -> None:
        with self._lock:
            line = {"at": round(time.monotonic() - self._began, 3), "what": what, **facts}
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()

    def acknowledged(self) -> frozenset[str]:
        """Marks of all that was answered up to now."""
        with self._lock:
            return frozenset(mark for mark, write in self.writes.items() if write.acknowledged)

    def of_kind(self, kind: Kind, among: Iterable[str] | None = None) -> list[Write]:
        """In the order in which they were asked for."""
        with self._lock:
            wanted = None if among is None else frozenset(among)
            return [
                write
                for write in self.writes.values()
                if write.kind == kind and (wanted is None or write.mark in wanted)
            ]

    def withdraw(self, write: Write, why: str) -> None:
        """It was refused for good, with a reason that is right: nothing is owed."""
        with self._lock:
            self.writes.pop(write.mark)
            self.note("refused", mark=write.mark, why=why)
