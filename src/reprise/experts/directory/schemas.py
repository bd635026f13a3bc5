"""Experts as they come in and go out."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field, StrictBool, model_validator

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Payload
from reprise.experts.directory.fields import (
    Bio,
    Category,
    Currency,
    LastName,
    Name,
    Rate,
    Tags,
    Title,
    Username,
    WebAddress,
)


class ExpertFields(Payload):
    """What is known of an expert."""

    first_name: Name = Field(examples=["Ada"])
    last_name: LastName = Field("", examples=["Lovelace"])
    job_title: Title | None = Field(None, examples=["Database consultant"])
    company: Title | None = Field(None, examples=["Example Ltd"])
    bio: Bio | None = Field(None, examples=["I make slow PostgreSQL databases fast again."])
    hourly_rate: Rate | None = Field(None, examples=[120])
    currency: Currency | None = Field(None, examples=["EUR"])
    profile_url: WebAddress | None = Field(None, examples=["https://example.org/ada"])
    category: Category | None = Field(None, examples=["Databases"])
    tags: Tags = Field(default_factory=list, examples=[["PostgreSQL", "performance"]])


class ExpertCreate(ExpertFields):
    username: Username = Field(examples=["ada"])
    is_active: StrictBool = Field(True, description="Whether the chat may recommend them.")


class ExpertUpdate(Payload):
    """What is left out stays as it is."""

    first_name: Name | None = None
    last_name: LastName | None = None
    job_title: Title | None = None
    company: Title | None = None
    bio: Bio | None = None
    hourly_rate: Rate | None = None
    currency: Currency | None = None
    profile_url: WebAddress | None = None
    category: Category | None = None
    tags: Tags | None = None
    is_active: StrictBool | None = Field(None, description="Whether the chat may recommend them.")

    @model_validator(mode="after")
    def _no_nulls(self) -> ExpertUpdate:
        for name in ("first_name", "last_name", "tags", "is_active"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null: leave it out to keep it")
        return self


class ExpertOut(Answer):
    """An expert as the operator sees them; `advice` says how the profile would be found better."""

    id: UUID
    username: str
    first_name: str
    last_name: str
    job_title: str | None
    company: str | None
    bio: str | None
    hourly_rate: float | None
    currency: str | None
    profile_url: str | None
    category: str | None
    tags: list[str]
    is_active: bool
    findability: int = Field(description="0 to 100: how well searches can find and explain this profile.")
    advice: list[str] = Field(description="How to improve the profile, what helps most first.")
    can_edit: bool
    created_at: UtcTime
    updated_at: UtcTime


class CategoryCount(Answer):
    category: str
    experts: int


class DirectoryFacts(Answer):
    """The directory as a whole; categories of active experts, the largest first, at most 100."""

    experts: int
    active: int
    categories: list[CategoryCount]
