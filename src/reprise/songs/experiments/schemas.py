"""Experiments as they come in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from reprise.core.schema import Payload, Text

MAX_DESCRIPTION = 5_000
ExperimentName = Annotated[Text, StringConstraints(min_length=1, max_length=200)]
Description = Annotated[Text, StringConstraints(max_length=MAX_DESCRIPTION)]


class ExperimentCreate(Payload):
    name: ExperimentName = Field(examples=["Does a slower tempo sound sadder?"])
    description: Description | None = Field(None, examples=["Same prompt and seed, tempo from 60 to 120."])


class ExperimentUpdate(Payload):
    """What is left out stays as it is; a description of null is removed."""

    name: ExperimentName | None = None
    description: Description | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> ExperimentUpdate:
        if "name" in self.model_fields_set and self.name is None:
            raise ValueError("name cannot be null: leave it out to keep it")
        return self
