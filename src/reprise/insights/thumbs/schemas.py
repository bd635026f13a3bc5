"""Thumbs of all apps."""

from __future__ import annotations

import datetime

from pydantic import Field

from reprise.core.schema import Answer


class Thumbs(Answer):
    """What counts, by the day on which it was given.

    Of songs the overall stars: 4 and 5 are up, 1 and 2 are down, 3 is neither.
    """

    up: int = 0
    down: int = 0


class AppThumbs(Answer):
    """`interviews` is null for whoever may not see them: only admins may."""

    songs: Thumbs
    experts: Thumbs
    interviews: Thumbs | None


class ThumbsOn(AppThumbs):
    """One day in UTC."""

    date: datetime.date


class ThumbInsights(Answer):
    days: int
    total: AppThumbs
    series: list[ThumbsOn] = Field(description="Every day, oldest first, also those without thumbs.")
