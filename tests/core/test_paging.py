"""Cursors: a place behind a row, as text that cannot be misread."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reprise.core.errors import UnprocessableError
from reprise.core.paging import Cursor

INSTANTS = st.datetimes(timezones=st.just(UTC))


@given(INSTANTS, st.uuids(), st.none() | st.integers(-10, 11))
def test_a_cursor_is_read_back_from_its_text(instant: datetime, identifier: UUID, rank: int | None) -> None:
    text = str(Cursor(instant, identifier, rank))
    assert text.isascii()
    assert "=" not in text
    assert Cursor.parse(text) == Cursor(instant, identifier, rank)


def test_a_cursor_is_an_instant_whatever_its_zone() -> None:
    tokyo = datetime(2026, 3, 1, 9, tzinfo=timezone(timedelta(hours=9)))
    assert Cursor.parse(str(Cursor(tokyo, UUID(int=1)))).created_at == datetime(2026, 3, 1, tzinfo=UTC)


@given(st.text(max_size=80))
def test_anything_else_is_refused_by_name(text: str) -> None:
    try:
        Cursor.parse(text)
    except UnprocessableError as error:
        assert error.field == "cursor"


@pytest.mark.parametrize("text", ["", "x", "é", "\x00", "MjAyNi0wMy0wMXx4", "MjAyNi0wMy0wMVQwMDowMDowMHwx"])
def test_half_a_cursor_is_none(text: str) -> None:
    with pytest.raises(UnprocessableError):
        Cursor.parse(text)


@pytest.mark.parametrize("rank", ["", "x", "1|2", "9999", "99999999999999999999"])
def test_a_rank_is_a_small_number(rank: str) -> None:
    whole = f"2026-03-01T00:00:00+00:00|{UUID(int=1)}"
    assert Cursor.parse(b64encode(f"{whole}|7".encode()).decode()).rank == 7
    with pytest.raises(UnprocessableError):
        Cursor.parse(b64encode(f"{whole}|{rank}".encode()).decode())
