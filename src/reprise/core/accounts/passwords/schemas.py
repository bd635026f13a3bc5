"""Passwords as they come in, and links to new ones as they go out."""

from __future__ import annotations

from reprise.core.accounts.fields import NewPassword, OneTimeToken, Password, SecretPayload
from reprise.core.db import UtcTime
from reprise.core.schema import Answer


class PasswordChange(SecretPayload):
    current_password: Password
    new_password: NewPassword


class PasswordResetIn(SecretPayload):
    token: OneTimeToken
    password: NewPassword


class ResetLinkOut(Answer):
    """Shown this once. `link` is a path of this host."""

    token: str
    link: str
    expires_at: UtcTime
