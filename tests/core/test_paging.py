"""Cursors: a place behind a row, as text that cannot be misread."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reprise.core.errors import UnprocessableError
from reprise.core.paging import Cursor

INSTANTS = st.datetimes(timezones=st.just(UTC))


@given(INSTANTS, st.uuids())
def test_a_cursor_is_read_back_from_its_text(instant: datetime, identifier: UUID) -> None:
    text = str(Cursor(instant, identifier))
    assert text.isascii()
    assert "=" not in text
    assert Cursor.parse(text) == Cursor(instant, identifier)


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
