"""The last days, in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from fastapi import Query

from reprise.core.db import utcnow

Days = Annotated[int, Query(ge=1, le=366, description="Today and the days before it, in UTC.")]


def days_until_today(days: int) -> list[date]:
    """Oldest first."""
    today = utcnow().date()
    return [today - timedelta(days=back) for back in range(days - 1, -1, -1)]


def since(days: int) -> datetime:
    """The first instant of the first of these days."""
    return datetime.combine(days_until_today(days)[0], time.min, UTC)
