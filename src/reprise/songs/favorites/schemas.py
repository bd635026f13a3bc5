"""Favourites as they come in and go out."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Payload, Text

FavoriteKind = Literal["prompt", "sample"]


class FavoritePut(Payload):
    """A note that is left out stays as it is; null removes it."""

    kind: FavoriteKind
    target_id: UUID
    note: Annotated[Text, StringConstraints(max_length=1_000)] | None = None


class FavoriteOut(Answer):
    """`job_id` and `label` are those of a sample; `prompt_text` is there for both kinds."""

    id: UUID
    kind: FavoriteKind
    target_id: UUID
    note: str | None
    created_at: UtcTime
    prompt_text: str
    job_id: UUID | None
    label: str | None


class FavoriteIds(Answer):
    """What to draw as marked: the newest of each kind, at most 1,000."""

    prompts: list[UUID] = Field(max_length=1_000)
    samples: list[UUID] = Field(max_length=1_000)
