"""Templates as they come in and go out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Payload, Text
from reprise.songs.prompts.schemas import MAX_TEXT, AttributesOut, PromptAttributes

TemplateName = Annotated[Text, StringConstraints(min_length=1, max_length=120)]
Category = Annotated[Text, StringConstraints(min_length=1, max_length=64)]
_PromptText = Annotated[Text, StringConstraints(min_length=1, max_length=MAX_TEXT)]


class TemplateCreate(Payload):
    name: TemplateName = Field(examples=["Rainy evening"])
    category: Category = Field(examples=["Calm"])
    text: _PromptText = Field(examples=["soft piano and warm strings on a rainy evening"])
    attributes: PromptAttributes = Field(default_factory=PromptAttributes)


class TemplateUpdate(Payload):
    """What is left out stays as it is; attributes are replaced as a whole."""

    name: TemplateName | None = None
    category: Category | None = None
    text: _PromptText | None = None
    attributes: PromptAttributes | None = None

    @model_validator(mode="after")
    def _no_nulls(self) -> TemplateUpdate:
        for name in sorted(self.model_fields_set):
            if getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null: leave it out to keep it")
        return self


class TemplateOut(Answer):
    id: UUID
    name: str
    category: str
    is_system: bool
    text: str
    attributes: AttributesOut
    created_at: UtcTime
    updated_at: UtcTime
