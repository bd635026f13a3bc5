"""Who gets a place in a bounded line."""

from __future__ import annotations

import pytest

from reprise.core.errors import UnavailableError
from reprise.core.waiting_line import WaitingLine


def test_whoever_comes_when_all_places_are_taken_is_told_to_come_back() -> None:
    line = WaitingLine(2, "Full.")
    with line.place():
        with line.place(), pytest.raises(UnavailableError) as caught, line.place():
            pass
        line.require_room()
    assert (caught.value.message, caught.value.headers) == ("Full.", {"Retry-After": "5"})


def test_a_place_is_free_again_after_a_failure() -> None:
    line = WaitingLine(1, "Full.")
    with pytest.raises(ZeroDivisionError), line.place():
        raise ZeroDivisionError
    line.require_room()
