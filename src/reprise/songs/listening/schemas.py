"""What was heard, as pages report it."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from reprise.core.schema import Integer, Payload
from reprise.songs.listening.models import ListenContext

MOST_SAMPLES: Final = 10
MOST_SEGMENTS: Final = 500
_DAY_MS: Final = 86_400_000

_Moment = Annotated[Integer, Field(ge=0, le=_DAY_MS)]
_Span = Annotated[list[_Moment], Field(min_length=2, max_length=2)]


def in_order(segments: list[list[int]]) -> list[list[int]]:
    if any(end <= start for start, end in segments):
        raise ValueError("a segment ends after it starts")
    if any(later[0] < earlier[1] for earlier, later in pairwise(segments)):
        raise ValueError("segments are sorted and do not overlap")
    return segments


class HeardSample(Payload):
    """Times in milliseconds: `heard_ms` of audible time, `segments` as [start, end] in the sample.

    What lies behind the sample's end is cut off.
    """

    audio_id: UUID
    heard_ms: _Moment
    segments: Annotated[list[_Span], AfterValidator(in_order)] = Field(
        max_length=MOST_SEGMENTS, examples=[[[0, 4_200], [6_000, 9_150]]]
    )

    @model_validator(mode="after")
    def _took_its_time(self) -> HeardSample:
        if sum(end - start for start, end in self.segments) > self.heard_ms:
            raise ValueError("no more can be heard than there was time for: heard_ms is too small")
        return self


def _distinct(items: list[HeardSample]) -> list[HeardSample]:
    if len({item.audio_id for item in items}) < len(items):
        raise ValueError("each sample may be named once")
    return items


class ListenReport(Payload):
    context: ListenContext
    items: Annotated[list[HeardSample], AfterValidator(_distinct)] = Field(
        min_length=1, max_length=MOST_SAMPLES
    )
