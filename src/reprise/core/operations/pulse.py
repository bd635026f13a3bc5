"""A worker's sign of life to the process that started it, which no database and no disk can hold up."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from typing import Final

VARIABLE: Final = "REPRISE_INTERNAL_PULSE"
"""In the environment of a worker: the descriptor that it writes to."""
BEAT_EVERY: Final = 1.0
STILL_AFTER: Final = 20.0
"""Seconds without a sign after which a process will not go on by itself."""


async def beat_for_ever() -> None:
    """Give signs of life as long as this process's event loop turns, if anybody asked for them."""
    descriptor = os.environ.get(VARIABLE)
    if not descriptor:
        return
    os.set_blocking(int(descriptor), False)
    while True:
        # Full, or read no more: then it has seen enough, or is gone.
        with contextlib.suppress(OSError):
            os.write(int(descriptor), b".")
        await asyncio.sleep(BEAT_EVERY)


class Pulse:
    """The other end. Until the first sign nothing is expected: starting takes what it takes."""

    def __init__(self) -> None:
        self._read, self.write = os.pipe()
        os.set_blocking(self._read, False)
        self._last: float | None = None
        asyncio.get_running_loop().add_reader(self._read, self._feel)

    def handed_over(self) -> None:
        """The process has its own copy of `write` by now; with ours, its end would not be seen."""
        os.close(self.write)

    async def stopped(self) -> None:
        """Return when there was no sign for STILL_AFTER seconds in which we ourselves looked all the time."""
        looked = time.monotonic()
        while True:
            await asyncio.sleep(BEAT_EVERY)
            now = time.monotonic()
            if self._last is not None and now - looked > 3 * BEAT_EVERY:
                # We were held up ourselves; what came meanwhile is read after this.
                self._last = now
            looked = now
            if self._last is not None and now - self._last > STILL_AFTER:
                return

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._read)
        os.close(self._read)

    def _feel(self) -> None:
        if os.read(self._read, 4096):
            self._last = time.monotonic()
        else:
            # It ended, which is noticed elsewhere.
            asyncio.get_running_loop().remove_reader(self._read)
