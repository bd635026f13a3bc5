"""People as admins see and change them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field, StrictBool, computed_field

from reprise.core.auth.models import Role
from reprise.core.db import UtcTime
from reprise.core.schema import Answer, Payload


class PersonChange(Payload):
    """What is left out stays as it is. Whoever is disabled cannot come in, by whatever means."""

    role: Role = "member"
    disabled: StrictBool = False


class PersonOut(Answer):
    id: UUID
    email: str
    role: Role
    created_at: UtcTime
    disabled_at: datetime | None = Field(exclude=True)

    @computed_field
    def disabled(self) -> bool:
        return self.disabled_at is not None
