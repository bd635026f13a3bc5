"""Gaps as they come in and go out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Payload, Text
from reprise.experts.chat.models import MAX_QUERY_KEY

GapState = Literal["open", "resolved"]
_Key = Annotated[Text, StringConstraints(min_length=1, max_length=MAX_QUERY_KEY)]
_Note = Annotated[Text, StringConstraints(max_length=1000)]


class GapOut(Answer):
    """All searches with the same words, whatever case and spacing, that got a question back or weak matches.

    `query` is how it was last written; `top_match_score` the best of them. A gap that was resolved is open
    again once its query fails again; `note` and `resolved_at` then tell of the last time.
    """

    query_key: str
    query: str
    state: GapState
    searches: int
    clarifications: int
    weak_matches: int
    top_match_score: float
    first_at: UtcTime
    last_at: UtcTime
    note: str | None
    resolved_at: UtcTime | None


class GapRef(Payload):
    query_key: _Key


class GapResolve(GapRef):
    note: _Note | None = Field(None, examples=["Asked two tax advisers to join."])
