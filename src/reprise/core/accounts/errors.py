"""Refusals that several rooms of accounts share."""

from __future__ import annotations

from reprise.core.errors import ConflictError, ForbiddenError, NotSignedInError
from reprise.core.settings import Settings


class AccountsOffError(ForbiddenError):
    code = "ACCOUNTS_OFF"


class InvalidCredentialsError(NotSignedInError):
    code = "INVALID_CREDENTIALS"


class WrongPasswordError(ForbiddenError):
    code = "WRONG_PASSWORD"


class LastAdminError(ConflictError):
    code = "LAST_ADMIN"


def require_accounts(settings: Settings) -> None:
    """
    Raises:
        AccountsOffError: this installation has one owner and no accounts.
    """
    if settings.auth != "accounts":
        raise AccountsOffError(
            "This installation has one owner and no accounts: REPRISE_AUTH=accounts turns them on."
        )
