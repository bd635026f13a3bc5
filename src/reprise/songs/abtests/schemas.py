"""Blind tests as they come in and go out."""

from __future__ import annotations

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Integer, Number, Payload, Text
from reprise.songs.abtests.models import MOST_PAIRS_PER_PROMPT
from reprise.songs.adapters.schemas import Reason
from reprise.songs.feedback.vocabulary import Criterion
from reprise.songs.generation.models import MAX_SEED
from reprise.songs.generation.schemas import JobError

AbTestStatus = Literal["draft", "generating", "ready", "closed"]
PairState = Literal["draft", "generating", "done", "failed"]
Side = Literal["a", "b"]

MOST_PROMPTS: Final = 100
MOST_PAIRS: Final = 200
_HOUR_MS: Final = 3_600_000
_Name = Annotated[Text, StringConstraints(min_length=1, max_length=200)]
_EngineName = Annotated[Text, StringConstraints(min_length=1, max_length=64)]
_Version = Annotated[Integer, Field(ge=1, le=2**31 - 1)] | UUID


def _distinct(ids: list[UUID]) -> list[UUID]:
    if len(set(ids)) < len(ids):
        raise ValueError("each prompt may be named once; pairs_per_prompt makes more pairs of each")
    return ids


class AbTestCreate(Payload):
    """Adapters of null are the engine alone. Versions are their numbers or ids; null: the active ones."""

    name: _Name = Field(examples=["Is the warm adapter better than none?"])
    adapter_a: UUID | None = None
    adapter_b: UUID | None = None
    version_a: _Version | None = None
    version_b: _Version | None = None
    engine: _EngineName | None = Field(None, description="Null: the one that the adapters are for.")
    prompt_ids: Annotated[list[UUID], AfterValidator(_distinct)] = Field(
        min_length=1, max_length=MOST_PROMPTS, description=f"At most {MOST_PAIRS} pairs in all."
    )
    pairs_per_prompt: Integer = Field(1, ge=1, le=MOST_PAIRS_PER_PROMPT)
    seed: Integer | None = Field(
        None, ge=0, le=MAX_SEED, description="Each pair's seed is derived from it; null: drawn, and recorded."
    )
    duration: Number | None = Field(
        None, gt=0, le=1_000_000, description="Seconds; null: the engine's default.", examples=[30]
    )
    criterion: Criterion = Field("overall", description="What raters are asked to judge.")
    min_listen_ms: Integer = Field(
        5_000, ge=0, le=_HOUR_MS, description="How long each side is heard before a vote; at most the sample."
    )

    @model_validator(mode="after")
    def _versions_of_something(self) -> AbTestCreate:
        for side in ("a", "b"):
            if getattr(self, f"version_{side}") is not None and getattr(self, f"adapter_{side}") is None:
                raise ValueError(f"version_{side} needs adapter_{side}")
        return self


class AbTestUpdate(Payload):
    name: _Name


class Promotion(Payload):
    """`side` is what to activate; null: the side that the test has decided for.

    `reason` stands in the adapter's timeline after what the test says.
    """

    side: Side | None = None
    reason: Reason | None = Field(None, examples=["Also what we hear ourselves."])


class AbTestOwner(Answer):
    """`name` is the part of the email address before the @, null without one."""

    id: UUID
    name: str | None


class AbTestSide(Answer):
    """An adapter at one version; all ids are null for `base`, the engine alone."""

    adapter_id: UUID | None
    name: str = Field(examples=["base"])
    version_id: UUID | None
    version: int | None
    deleted: bool = False
    active: bool = Field(False, description="Whether new jobs with this adapter use this version.")


class AbTestProgress(Answer):
    """Pairs whose both sides are made, all pairs, and those that will not be without a retry."""

    done: int
    total: int
    failed: int
    text: str = Field(examples=["4/10 pairs generated"])


class AbTestPrompt(Answer):
    id: UUID
    text: str


class AbTestOut(Answer):
    """`votes` counts pairs that raters have voted on, a changed vote once; `raters` those who voted."""

    id: UUID
    name: str
    status: AbTestStatus
    progress: AbTestProgress
    engine: str
    a: AbTestSide
    b: AbTestSide
    prompts: list[AbTestPrompt]
    criterion: Criterion
    pairs_per_prompt: int
    seed: int
    duration: float
    min_listen_ms: int
    votes: int
    raters: int
    owner: AbTestOwner
    created_at: UtcTime
    generated_at: UtcTime | None
    closed_at: UtcTime | None


class AbPairSide(Answer):
    """The job of one side: null before it is asked for, and after it was deleted."""

    job_id: UUID | None
    job_status: str | None
    audio_id: UUID | None
    error: JobError | None


class AbPairOut(Answer):
    """One prompt and seed on both sides; `number` counts from 1."""

    id: UUID
    number: int
    prompt: AbTestPrompt
    seed: int
    state: PairState
    a: AbPairSide
    b: AbPairSide


class PromotionOut(Answer):
    """`reason` is what the adapter's timeline says."""

    adapter_id: UUID
    name: str
    version_id: UUID
    version: int
    reason: str
