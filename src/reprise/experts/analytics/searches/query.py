"""The filters of searches as parameters of an address."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from reprise.core.moments import Moment, beginning, end
from reprise.core.schema import Text
from reprise.experts.analytics.searches.filters import SearchFilter, VoteState
from reprise.experts.chat.models import ResponseType
from reprise.experts.directory.folding import fold


async def _wanted(
    q: Annotated[Text | None, Query(max_length=200, description="Part of what was asked.")] = None,
    type_: Annotated[ResponseType | None, Query(alias="type")] = None,
    vote: Annotated[VoteState | None, Query(description="The vote that counts.")] = None,
    has_email: Annotated[bool | None, Query(description="Whether the visitor had left an email.")] = None,
    date_from: Annotated[Moment | None, Query(description="Asked at or after.")] = None,
    date_to: Annotated[
        Moment | None, Query(description="Asked at or before; a date includes its day.")
    ] = None,
) -> SearchFilter:
    words = " ".join(fold([q]).split()) if q else None
    return SearchFilter(
        words or None, type_, vote, has_email, beginning(date_from, "date_from"), end(date_to, "date_to")
    )


WantedSearches = Annotated[SearchFilter, Depends(_wanted)]
