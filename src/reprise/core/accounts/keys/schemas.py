"""Keys as they come in and go out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Payload, Text


class KeyCreate(Payload):
    name: Annotated[Text, StringConstraints(min_length=1, max_length=64)] = Field(examples=["my laptop"])


class KeyOut(Answer):
    """`hint` is how the key begins; `last_used_at` is exact to five minutes."""

    id: UUID
    name: str
    hint: str
    created_at: UtcTime
    last_used_at: UtcTime | None


class NewKey(KeyOut):
    """With the key itself, which is shown this once. Sent as `Authorization: Bearer …`."""

    key: str
