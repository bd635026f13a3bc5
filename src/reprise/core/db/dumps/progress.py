"""Lines of progress for people, not more of them than one can read."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

Tell = Callable[[str], None]
"""Takes a line of progress."""

_EVERY: Final = 2.0


class Paced:
    """Tells only what comes some seconds after what it told before."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._told = time.monotonic()

    def __call__(self, line: str) -> None:
        if time.monotonic() - self._told > _EVERY:
            self._told = time.monotonic()
            self._tell(line)
