"""Adapters as they go out."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from reprise.core.db import UtcTime
from reprise.core.schema import Answer
from reprise.songs.adapters.models import ChangeKind


class Figures(Answer):
    """`ratings` and their mean are of overall ratings that count; the mean is null without any."""

    jobs: int
    samples: int
    ratings: int
    average_rating: float | None


class AdapterPerson(Answer):
    """`name` is the part of the email address before the @, null without one."""

    id: UUID
    name: str | None


class WeightsOut(Answer):
    """What was learned, of an imported version. `sha256` is of its files together, `bytes` their size."""

    base_model: str
    rank: int
    alpha: float
    target_modules: list[str]
    pairs: int = Field(description="How many modules of the base model it changes.")
    bytes: int
    sha256: str


class AdapterVersionOut(Answer):
    """`parameters` are the deltas of a version made by hand, `weights` the facts of an imported one."""

    id: UUID
    adapter_id: UUID
    number: int
    parameters: dict[str, float]
    weights: WeightsOut | None
    is_active: bool
    created_at: UtcTime
    figures: Figures


class AdapterOut(Answer):
    """`figures` are of all its versions together, `base` of jobs of its engine without an adapter."""

    id: UUID
    name: str
    engine: str
    description: str | None
    created_at: UtcTime
    deleted_at: UtcTime | None
    owner: AdapterPerson
    versions: int
    active_version: AdapterVersionOut | None
    figures: Figures
    base: Figures


class TimelineEntry(Answer):
    """`name` is the adapter's from then on; `version` is the number of the version that it is about."""

    id: UUID
    kind: ChangeKind
    created_at: UtcTime
    actor: AdapterPerson
    name: str
    version: int | None
    version_id: UUID | None
    reason: str | None
