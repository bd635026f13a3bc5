"""The order of faults, drawn from a seed and from nothing else."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_AMID = ("kill a worker", "kill an engine")
"""What may happen while something else is broken."""
_AMID_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Strike:
    """`pause` and `seconds` are how long to wait before, and how long a lasting fault lasts."""

    fault: str
    pause: float
    seconds: float
    which: float
    amid: str | None

    def __str__(self) -> str:
        amid = f", and meanwhile {self.amid}" if self.amid else ""
        return f"{self.fault} ({self.seconds:.1f} s{amid})" if self.seconds else self.fault


def draw(seed: int, instant: Collection[str], lasting: Collection[str]) -> Iterator[Strike]:
    """For ever; every fault comes once before any comes again, in an order that changes."""
    chance = random.Random(seed)
    faults = sorted([*instant, *lasting])
    while True:
        chance.shuffle(faults)
        for fault in faults:
            pause, seconds = chance.uniform(0.5, 4.0), chance.uniform(1.0, 8.0)
            which, amid = chance.random(), chance.choice(_AMID)
            lasts = fault in lasting
            yield Strike(
                fault=fault,
                pause=pause,
                seconds=seconds if lasts else 0.0,
                which=which,
                amid=amid if chance.random() < _AMID_SHARE and lasts else None,
            )
