"""What leaving takes."""

from __future__ import annotations

from reprise.core.accounts.fields import Password, SecretPayload


class Departure(SecretPayload):
    """The password once more: this cannot be undone."""

    password: Password
