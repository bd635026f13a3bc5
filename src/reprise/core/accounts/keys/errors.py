"""What can go wrong with keys."""

from __future__ import annotations

from reprise.core.errors import ConflictError


class TooManyKeysError(ConflictError):
    code = "TOO_MANY_KEYS"
