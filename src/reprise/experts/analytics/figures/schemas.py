"""Figures of the chat."""

from __future__ import annotations

import datetime
from uuid import UUID

from pydantic import Field

from reprise.core.schema import Answer


class VoteCounts(Answer):
    """Of each conversation the newest vote."""

    up: int
    down: int


class AnalyticsSummary(Answer):
    """Of searches within the days; `gaps` are those that nobody has resolved."""

    searches: int
    match_rate: float | None = Field(
        description="Share of searches that got experts, 0 to 1; null without any."
    )
    votes: VoteCounts
    leads: int
    gaps: int


class SeriesPoint(Answer):
    """One day in UTC. Votes stand on the day of their search, so that a rate never exceeds 1."""

    date: datetime.date
    searches: int
    matches: int
    up: int
    down: int
    leads: int


class QueryCount(Answer):
    """Searches with the same words, whatever case and spacing; `query` is how it was last written."""

    query: str
    searches: int


class DownvotedQuery(Answer):
    query: str
    up: int
    down: int


class DownvotedExpert(Answer):
    """`name` is null once the expert is deleted."""

    id: UUID
    name: str | None
    up: int
    down: int


class AnalyticsDashboard(Answer):
    """Lists have at most ten rows, the most first; the series has every day, also those without searches."""

    days: int
    summary: AnalyticsSummary
    lead_rate: float | None = Field(description="Leads per search; null without searches.")
    vote_rate: float | None = Field(description="Share of answers with experts that got a vote, 0 to 1.")
    share_up: float | None = Field(description="Share of up among votes, 0 to 1.")
    series: list[SeriesPoint]
    top_queries: list[QueryCount]
    top_downvoted_queries: list[DownvotedQuery]
    top_downvoted_experts: list[DownvotedExpert]
