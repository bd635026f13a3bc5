"""What a rater is played and says. Nothing that goes out before a vote tells one side from the other."""

from __future__ import annotations

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Integer, Payload, Text
from reprise.songs.abtests.models import VoteChoice
from reprise.songs.feedback.vocabulary import NOTES_LENGTH, Criterion
from reprise.songs.listening.schemas import MOST_SEGMENTS, in_order

RatingState = Literal["waiting", "open", "done", "closed"]
_DAY_MS: Final = 86_400_000
_Moment = Annotated[Integer, Field(ge=0, le=_DAY_MS)]
_Span = Annotated[list[_Moment], Field(min_length=2, max_length=2)]
_Segments = Annotated[list[_Span], AfterValidator(in_order), Field(max_length=MOST_SEGMENTS)]


class BlindSide(Answer):
    """A WAV file. `gain_db` is always 0: both files of a pair are made equally loud."""

    url: str
    gain_db: float = 0.0


class RaterProgress(Answer):
    """Pairs that this rater has voted on, of all that are there to hear."""

    done: int
    total: int


class RatedTest(Answer):
    """A test that this person rates; neither its name nor what it compares, which raters are not to know.

    There is nothing to hear while it is `waiting` for its pairs, and nothing more when it is `done`.
    """

    ab_test_id: UUID
    criterion: Criterion
    state: RatingState
    progress: RaterProgress
    joined_at: UtcTime


class BlindPair(Answer):
    """The next pair for this rater; the same one until they vote. `pair_id` is their own name for it."""

    pair_id: UUID
    prompt: str
    criterion: Criterion
    left: BlindSide
    right: BlindSide
    duration_ms: int = Field(description="Of both files.")
    min_listen_ms: int = Field(description="How long each side is heard before a vote is taken.")
    progress: RaterProgress


class ListenedMs(Payload):
    left: _Moment
    right: _Moment


class HeardSegments(Payload):
    """What was heard of each side, as [start, end] in milliseconds."""

    left: _Segments = Field(default_factory=list)
    right: _Segments = Field(default_factory=list)


class VoteCreate(Payload):
    pair_id: UUID
    choice: VoteChoice
    listened_ms: ListenedMs
    segments: HeardSegments | None = None
    notes: Annotated[Text, StringConstraints(max_length=NOTES_LENGTH)] | None = None


class RevealedSide(Answer):
    """`adapter_id` and `version` are null for `base`, the engine alone."""

    adapter_id: UUID | None
    name: str
    version: int | None


class Reveal(Answer):
    left: RevealedSide
    right: RevealedSide


class VoteOut(Answer):
    """`superseded` says that an earlier vote of this rater on this pair counts no more."""

    pair_id: UUID
    choice: VoteChoice
    superseded: bool
    reveal: Reveal
    progress: RaterProgress
