"""Figures over all feedback."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AliasChoices, Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer
from reprise.songs.feedback.vocabulary import Criterion

Step = Literal["day", "week", "month"]
CoverageState = Literal["unheard", "unrated"]


class RatingsOn(Answer):
    """Ratings that were given within one step; `date` is its first day."""

    date: date
    count: int
    average: float


class AdapterVersionName(Answer):
    id: UUID
    name: str
    version: int


class EngineRatings(Answer):
    """`adapter` is null for the engine as it is."""

    engine: str
    engine_version: str
    adapter: AdapterVersionName | None
    count: int
    average: float


class TagRatings(Answer):
    """`count`: how often the tag counts; the average is of what those people rate the same samples."""

    tag: str
    label: str
    count: int
    average: float | None


class CriterionRatings(Answer):
    criterion: Criterion
    count: int
    average: float | None


class Coverage(Answer):
    """Numbers of samples: all, heard for a second by anybody, rated, compared with another."""

    samples: int
    heard: int
    rated: int
    preferred: int


class Insights(Answer):
    """Of ratings that count and were given within the dates, under one criterion but for `by_criterion`.

    Averages are half up to two decimals. Steps without ratings are left out; engines and tags are the fifty
    with the most. Coverage is of the samples that were made within the dates.
    """

    criterion: Criterion
    step: Step
    count: int
    average: float | None
    over_time: list[RatingsOn]
    by_engine: list[EngineRatings]
    by_tag: list[TagRatings]
    by_criterion: list[CriterionRatings]
    coverage: Coverage


class UncoveredSample(Answer):
    """A sample that nobody has heard, or rated; its duration is in seconds."""

    audio_id: UUID = Field(validation_alias=AliasChoices("audio_id", "id"))
    job_id: UUID
    label: str
    prompt_text: str
    created_at: UtcTime
    duration: float = Field(ge=0)
