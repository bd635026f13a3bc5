"""Job postings as they come in and go out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Payload, Text
from reprise.interviews.postings.models import MAX_DESCRIPTION, MAX_TITLE

_Title = Annotated[Text, StringConstraints(min_length=1, max_length=MAX_TITLE)]
_Description = Annotated[Text, StringConstraints(min_length=1, max_length=MAX_DESCRIPTION)]
_Company = Annotated[Text, StringConstraints(min_length=1, max_length=200)]
_Level = Annotated[Text, StringConstraints(min_length=1, max_length=100)]
_Word = Annotated[Text, StringConstraints(min_length=1, max_length=64)]
_Stack = Annotated[list[_Word], Field(max_length=50)]


class PostingCreate(Payload):
    title: _Title = Field(examples=["Backend engineer"])
    description: _Description = Field(examples=["You build APIs with Python and PostgreSQL in a small team."])
    company: _Company | None = Field(None, examples=["Example Ltd"])
    experience_level: _Level | None = Field(None, examples=["senior"])
    tech_stack: _Stack = Field(default_factory=list, examples=[["Python", "PostgreSQL"]])
    language: _Word | None = Field(
        None, description="Language of the interview; null: that of the description."
    )


class PostingUpdate(Payload):
    """What is left out stays as it is."""

    title: _Title | None = None
    description: _Description | None = None
    company: _Company | None = None
    experience_level: _Level | None = None
    tech_stack: _Stack | None = None
    language: _Word | None = None

    @model_validator(mode="after")
    def _no_nulls(self) -> PostingUpdate:
        for name in ("title", "description", "tech_stack"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null: leave it out to keep it")
        return self


class PostingFacts(Answer):
    """What a job asks for."""

    title: str
    description: str
    company: str | None
    experience_level: str | None
    tech_stack: list[str]
    language: str | None


class PostingOut(PostingFacts):
    id: UUID
    created_at: UtcTime
    updated_at: UtcTime
