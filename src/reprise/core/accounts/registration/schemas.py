"""What registering takes."""

from __future__ import annotations

from pydantic import Field

from reprise.core.accounts.fields import Email, NewPassword, OneTimeToken, SecretPayload


class Registration(SecretPayload):
    """`invite`: the token of an invite, where one is needed."""

    email: Email = Field(examples=["name@example.org"])
    password: NewPassword
    invite: OneTimeToken | None = None
