"""What signing in takes and gives."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import Field, SecretStr

from reprise.core.accounts.fields import Email, OneTimeToken, Password, SecretPayload
from reprise.core.auth.models import Role
from reprise.core.schema import Answer


class Login(SecretPayload):
    email: Email = Field(examples=["name@example.org"])
    password: Password


class Door(SecretPayload):
    """`token` where there is one owner, `email` and `password` where there are accounts."""

    token: OneTimeToken = SecretStr("")
    email: Email = Field("", examples=["name@example.org"])
    password: Password = SecretStr("")


class AccessToken(Answer):
    """Sent as `Authorization: Bearer …`; `expires_in` is in seconds."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of a kind (RFC 6750)
    expires_in: int


class Options(Answer):
    """How one gets in here."""

    auth: Literal["token", "open", "accounts"]
    registration: Literal["open", "invite", "closed"]


class Me(Answer):
    """The signed-in person; no email where there is one owner."""

    id: UUID
    role: Role
    email: str | None
