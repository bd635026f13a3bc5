"""Jobs as they come in and go out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Integer, Number, Payload, Text
from reprise.songs.adapters.schemas import AdapterUsed
from reprise.songs.feedback.by_job.schemas import FeedbackSummary
from reprise.songs.generation.models import MAX_SEED, JobStatus

_Name = Annotated[Text, StringConstraints(min_length=1, max_length=64)]


class GenerateRequest(Payload):
    prompt_id: UUID
    num_samples: Integer = Field(2, ge=1, le=8)
    engine: _Name | None = Field(None, description="Null: the first configured one.", examples=["composer"])
    adapter_id: UUID | None = None
    experiment_id: UUID | None = None
    seed: Integer | None = Field(None, ge=0, le=MAX_SEED, description="Null: drawn, and recorded on the job.")
    duration: Number | None = Field(
        None, gt=0, le=1_000_000, description="Seconds; null: the engine's default.", examples=[30]
    )
    parameters: dict[_Name, Number] = Field(default_factory=dict, max_length=64, examples=[{}])
    priority: Integer = Field(0, ge=-10, le=10, description="Higher runs first.")


class JobError(Answer):
    code: str
    message: str


class JobLinks(Answer):
    """Paths under the address of this installation."""

    self: str
    events: str
    prompt: str
    feedback: str


class JobOut(Answer):
    """`audio_ids`: finished samples in the order of their labels, also while the job is processing.

    `queue_position` counts from 1 and is null unless queued; `eta_seconds` is an estimate from recent jobs,
    null while there is nothing to estimate from. `adapter` is null for the engine alone.
    """

    id: UUID
    prompt_id: UUID
    prompt_text: str
    engine: str
    adapter_id: UUID | None
    adapter_version_id: UUID | None
    adapter: AdapterUsed | None
    experiment_id: UUID | None
    status: JobStatus
    cancel_requested_at: UtcTime | None
    progress: int = Field(ge=0, le=100)
    stage: str | None
    queue_position: int | None
    eta_seconds: float | None
    num_samples: int
    audio_ids: list[UUID]
    seed: int
    duration: float
    parameters: dict[str, float]
    priority: int
    composed_prompt: str | None
    not_understood: list[str]
    error: JobError | None
    retry_of: UUID | None
    created_at: UtcTime
    started_at: UtcTime | None
    completed_at: UtcTime | None
    feedback: FeedbackSummary
    links: JobLinks
