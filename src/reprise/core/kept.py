"""What was made before, kept while there is room: what was asked for longest ago goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """For one thread. Unlike `lru_cache` bounded by the size of what is kept, not by its number."""

    def __init__(self, most: int) -> None:
        """`most`: of all sizes together."""
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        known = self._kept.get(key)
        if known is None:
            return None
        self._kept.move_to_end(key)
        return known[0]

    def keep(self, key: Key, value: Value, size: int) -> None:
        """What is larger than everything may be is not kept."""
        if size > self._most:
            return
        self._forget(key)
        self._kept[key] = value, size
        self._size += size
        while self._size > self._most:
            self._forget(next(iter(self._kept)))

    def clear(self) -> None:
        self._kept.clear()
        self._size = 0

    def _forget(self, key: Key) -> None:
        _, size = self._kept.pop(key, (None, 0))
        self._size -= size
