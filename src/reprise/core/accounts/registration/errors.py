"""Why somebody cannot register."""

from __future__ import annotations

from reprise.core.errors import ConflictError, ForbiddenError


class RegistrationClosedError(ForbiddenError):
    code = "REGISTRATION_CLOSED"


class EmailTakenError(ConflictError):
    code = "EMAIL_ALREADY_REGISTERED"
