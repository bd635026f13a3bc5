"""Experiments as they go out."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from pydantic import Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer
from reprise.songs.generation.schemas import JobOut

FEWEST_COMPARED: Final = 2
MOST_COMPARED: Final = 20


class ExperimentOwner(Answer):
    """`name` is the part of the email address before the @, null without one."""

    id: UUID
    name: str | None


class ExperimentOut(Answer):
    """Counts are of all its jobs, samples and rows of feedback; the average is that of effective overall
    ratings, null without any."""

    id: UUID
    name: str
    description: str | None
    archived_at: UtcTime | None
    created_at: UtcTime
    owner: ExperimentOwner
    jobs: int
    samples: int
    feedback_count: int
    average_rating: float | None


class Preferences(Answer):
    """Effective overall preferences between samples of this job and of the others that are compared."""

    wins: int
    losses: int
    ties: int


class ComparedJob(Answer):
    """`averages`: of effective ratings, by criterion; a criterion that nobody rated is left out."""

    job: JobOut
    averages: dict[str, float]
    feedback_count: int
    preferences: Preferences


class ExperimentComparison(Answer):
    """Jobs in the order asked for, or newest first."""

    items: list[ComparedJob]
    differs: list[str] = Field(
        description="Settings that are not the same for all of them: fields of a job, parameters as "
        "`parameters.NAME`.",
        examples=[["seed", "parameters.tempo"]],
    )
