"""What a session's status does not allow."""

from __future__ import annotations

from reprise.core.errors import ConflictError


class SessionNotActiveError(ConflictError):
    code = "SESSION_NOT_ACTIVE"


class SessionNotPausedError(ConflictError):
    code = "SESSION_NOT_PAUSED"


class SessionAlreadyCompletedError(ConflictError):
    code = "SESSION_ALREADY_COMPLETED"
