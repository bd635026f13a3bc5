"""Figures over many sessions."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer


class PractisedRole(Answer):
    role: str
    sessions: int


class Dashboard(Answer):
    """`average_score` is the mean of all overall scores, null without any feedback.

    `analyst` asks and judges from now on: a language model by its name, or the offline rubric. What judged a
    session is told by its feedback.
    """

    completed_sessions: int
    open_sessions: int
    average_score: float | None
    questions_answered: int
    most_practised_roles: list[PractisedRole]
    analyst: str = Field(examples=["offline rubric", "openai:gpt-5"])


class ProgressPoint(Answer):
    """The scores of one session. Points of one `series_id` are the attempts of one retaken session."""

    session_id: UUID
    series_id: UUID
    attempt: int
    role: str
    completed_at: UtcTime
    technical_accuracy_score: int
    communication_clarity_score: int
    problem_solving_score: int
    relevance_score: int
    overall_score: int
