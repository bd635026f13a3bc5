"""Days and instants in addresses: where they begin and end, in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import PlainValidator

from reprise.core.errors import UnprocessableError


def _moment(value: str) -> datetime | date:
    """A union would take a date for its midnight, and an end date would lose its day."""
    try:
        return date.fromisoformat(value) if len(value) == len("2026-03-01") else datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("write a date like 2026-03-01 or a time like 2026-03-01T18:30:00Z") from None


Moment = Annotated[datetime | date, PlainValidator(_moment, json_schema_input_type=datetime | date)]
"""A day or an instant of a query; a time without a zone is UTC."""


def beginning(value: datetime | date | None, field: str) -> datetime | None:
    """The first instant that is included.

    Raises:
        UnprocessableError: it lies outside the calendar; `field` is named.
    """
    return None if value is None else _instant(value, field)


def end(value: datetime | date | None, field: str) -> datetime | None:
    """The first instant that is not included any more; a day includes all of itself.

    Raises:
        UnprocessableError: it lies outside the calendar; `field` is named.
    """
    if value is None:
        return None
    step = timedelta(microseconds=1) if isinstance(value, datetime) else timedelta(days=1)
    try:
        return _instant(value, field) + step
    except OverflowError:
        raise _outside(field) from None


def _instant(value: datetime | date, field: str) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min, UTC)
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise _outside(field) from None


def _outside(field: str) -> UnprocessableError:
    return UnprocessableError(f"{field} lies outside the calendar.", field=field)
