"""Adapters as they come in, and as they show on what was made with them."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from reprise.core.schema import Answer, Number, Payload, Text

MAX_DESCRIPTION: Final = 5_000
AdapterName = Annotated[Text, StringConstraints(min_length=1, max_length=200)]
Description = Annotated[Text, StringConstraints(max_length=MAX_DESCRIPTION)]
Reason = Annotated[Text, StringConstraints(max_length=1_000)]
_Name = Annotated[Text, StringConstraints(min_length=1, max_length=64)]
Deltas = Annotated[
    dict[_Name, Number],
    Field(
        max_length=64,
        description="Added to a job's own parameters of these names, within the engine's bounds; "
        "for the composer -1 to 1. What is left out is 0.",
        examples=[{"tempo": -0.3, "reverb": 0.4}],
    ),
]


class AdapterCreate(Payload):
    """With `parameters` it begins with an active version 1; without any it cannot be used yet."""

    name: AdapterName = Field(examples=["Late at night"])
    engine: _Name = Field(examples=["composer"])
    description: Description | None = Field(None, examples=["Slower, softer, more room."])
    parameters: Deltas | None = None


class AdapterUpdate(Payload):
    """What is left out stays as it is; a description of null is removed."""

    name: AdapterName | None = None
    description: Description | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> AdapterUpdate:
        if "name" in self.model_fields_set and self.name is None:
            raise ValueError("name cannot be null: leave it out to keep it")
        return self


class VersionCreate(Payload):
    parameters: Deltas


class Activation(Payload):
    """`reason` goes into the timeline."""

    reason: Reason | None = Field(None, examples=["Preferred in 38 of 50 blind votes."])


class AdapterUsed(Answer):
    """The adapter as it was used: at one version; `deleted` ones keep their name."""

    id: UUID
    name: str
    version_id: UUID
    version: int
    deleted: bool
