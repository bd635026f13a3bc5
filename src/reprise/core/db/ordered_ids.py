"""Ids that grow with time, for rows whose order of making matters (RFC 9562, UUID version 7)."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_COUNTER_BITS: Final = 12


class _Places:
    """Milliseconds since 1970 with a counter within each; every one is greater than the one before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest = 0

    def next(self) -> int:
        now = time.time_ns() // 1_000_000 << _COUNTER_BITS
        with self._lock:
            self._newest = max(now, self._newest + 1)
            return self._newest


_places: Final = _Places()


def ordered_id() -> tuple[UUID, datetime]:
    """An id that is greater than all that this process made before, and the instant in it.

    The order of ids is that of (instant, id), also when the clock is set back or a millisecond has more ids
    than the counter holds: then the instant runs ahead of the clock. Instants are whole milliseconds.
    """
    place = _places.next()
    milliseconds, counter = place >> _COUNTER_BITS, place & ((1 << _COUNTER_BITS) - 1)
    number = milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=number), _EPOCH + timedelta(milliseconds=milliseconds)
