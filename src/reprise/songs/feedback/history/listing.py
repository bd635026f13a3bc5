"""Pages of feedback, as finished JSON."""

from __future__ import annotations

import json

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import EXACT_TOTAL, Cursor
from reprise.songs.feedback.history import read_repository
from reprise.songs.feedback.history.filters import FeedbackFilter
from reprise.songs.feedback.history.read_repository import Place


async def page(
    session: AsyncSession,
    user: CurrentUser,
    wanted: FeedbackFilter,
    *,
    number: int,
    limit: int,
    after: Cursor | None,
) -> str:
    """A `FeedbackPage` as JSON; behind a cursor, `number` is told back and does nothing."""
    place = Place(limit, offset=0 if after else (number - 1) * limit, after=after)
    items, cursor, total = await read_repository.page(session, user, wanted, place)
    rest = {
        "total": min(total, EXACT_TOTAL),
        "total_capped": total > EXACT_TOTAL,
        "page": number,
        "limit": limit,
        "next_cursor": cursor,
    }
    return f'{{"items":[{",".join(items)}],{json.dumps(rest)[1:]}'
