"""Why there is no feedback, or none can be asked for."""

from __future__ import annotations

from reprise.core.errors import BadRequestError, ConflictError, NotFoundError


class SessionNotCompletedError(BadRequestError):
    code = "SESSION_NOT_COMPLETED"


class FeedbackAlreadyExistsError(ConflictError):
    code = "FEEDBACK_ALREADY_EXISTS"


class FeedbackNotFoundError(NotFoundError):
    code = "FEEDBACK_NOT_FOUND"
