"""Prompts as they come in and go out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from reprise.core.db import UtcTime
from reprise.core.paging import Page
from reprise.core.schema import Answer, Number, Payload, Text
from reprise.songs.engines.composer.vocabulary import canonical_instrument, parse_key

MAX_TEXT = 2_000
_Word = Annotated[Text, StringConstraints(min_length=1, max_length=64)]


def _instrument(value: str) -> str:
    known = canonical_instrument(value)
    if known is None:
        raise ValueError(
            f"{value!r} is not an instrument that Reprise knows; GET /prompt-vocabulary lists them"
        )
    return known


def _key(value: str) -> str:
    key = parse_key(value)
    if key is None:
        raise ValueError(f"{value!r} is not a key; write it like 'D minor', 'F# major' or 'A dorian'")
    return str(key)


Instrument = Annotated[_Word, AfterValidator(_instrument)]
InstrumentList = Annotated[list[Instrument], Field(max_length=12)]


class Instruments(Payload):
    """Those that lead, and those that accompany; none is in both."""

    primary: InstrumentList = Field(default_factory=list, examples=[["piano"]])
    secondary: InstrumentList = Field(default_factory=list, examples=[["strings"]])

    @model_validator(mode="after")
    def _not_in_both(self) -> Instruments:
        both = sorted(set(self.primary) & set(self.secondary))
        if both:
            raise ValueError(f"{', '.join(both)}: an instrument is either primary or secondary, not both")
        return self


class PromptAttributes(Payload):
    """Each wins over what the text says; tempo is in beats a minute."""

    style: _Word | None = Field(None, examples=["ballad"])
    mood: _Word | None = Field(None, examples=["sad"])
    tempo: Number | None = Field(None, ge=40, le=200, examples=[60])
    key: Annotated[_Word, AfterValidator(_key)] | None = Field(None, examples=["D minor"])
    instruments: Instruments = Field(default_factory=Instruments)


class PromptCreate(Payload):
    text: Annotated[Text, StringConstraints(min_length=1, max_length=MAX_TEXT)] = Field(
        examples=["slow sad piano in D minor, 60 bpm"]
    )
    attributes: PromptAttributes = Field(default_factory=PromptAttributes)


class InstrumentsOut(Answer):
    primary: list[str]
    secondary: list[str]


class AttributesOut(Answer):
    style: str | None
    mood: str | None
    tempo: float | None
    key: str | None
    instruments: InstrumentsOut


class PromptOut(Answer):
    id: UUID
    text: str
    attributes: AttributesOut
    created_at: UtcTime


class FoundPrompts(Page[PromptOut]):
    """Ranked, so without a cursor. `hint`: how to find more, when nothing was found."""

    hint: str | None


class PromptWithSamples(PromptOut):
    """`audio_ids`: every sample made of this prompt, oldest first, at most 1,000."""

    audio_ids: list[UUID]


class Vocabulary(Answer):
    """Words with which attributes can be filled; styles and moods may also be free words."""

    styles: list[str]
    moods: list[str]
    instruments: list[str]
    tonics: list[str]
    modes: list[str]
