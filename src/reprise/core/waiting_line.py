"""A bounded line before work that takes a core: a flood is turned away instead of being piled up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from reprise.core.errors import UnavailableError

_RETRY_AFTER_S: Final = "5"


class WaitingLine:
    """`places` counts whoever is served as well as whoever waits; `refusal` is what the rest are told."""

    def __init__(self, places: int, refusal: str) -> None:
        self._places = places
        self._refusal = refusal
        self._taken = 0

    def require_room(self) -> None:
        """
        Raises:
            UnavailableError: every place is taken.
        """
        if self._taken >= self._places:
            raise UnavailableError(self._refusal, headers={"Retry-After": _RETRY_AFTER_S})

    @contextmanager
    def place(self) -> Iterator[None]:
        """One place for as long as the block lasts; raises what `require_room` raises."""
        self.require_room()
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1
