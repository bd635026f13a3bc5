"""Samples to be compared, as they come in and go out."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, Field

from reprise.core.schema import Answer, Payload
from reprise.songs.adapters.schemas import AdapterUsed
from reprise.songs.audio.schemas import AudioOut

FEWEST: Final = 2
MOST: Final = 10


def _distinct(ids: list[UUID]) -> list[UUID]:
    if len(set(ids)) < len(ids):
        raise ValueError("each sample may be named once")
    return ids


class CompareRequest(Payload):
    audio_ids: Annotated[list[UUID], AfterValidator(_distinct)] = Field(min_length=FEWEST, max_length=MOST)


class ComparedSample(Answer):
    """`adapter` is null for the engine alone."""

    audio_id: UUID
    label: str
    metadata: AudioOut
    adapter: AdapterUsed | None
    stream_url: str
    gain_db: float = Field(
        le=0,
        description="Brings all of them to one loudness (ITU-R BS.1770-4): that of the quietest, so that "
        "nothing clips. 0 for a sample without a loudness (silence).",
    )


class Comparison(Answer):
    """`items` are in the order in which they were asked for."""

    same_prompt: bool
    items: list[ComparedSample]
