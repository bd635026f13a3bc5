"""What can be wrong with a request for music."""

from __future__ import annotations

from reprise.core.errors import BadRequestError, ConflictError, UnavailableError, UnprocessableError


class EngineUnavailableError(UnavailableError):
    code = "ENGINE_UNAVAILABLE"


class DurationExceedsLimitError(BadRequestError):
    code = "DURATION_EXCEEDS_LIMIT"


class DurationBelowLimitError(UnprocessableError):
    code = "DURATION_BELOW_LIMIT"


class JobFinishedError(ConflictError):
    code = "JOB_FINISHED"


class JobNotFinishedError(ConflictError):
    code = "JOB_NOT_FINISHED"


class JobNotRetryableError(ConflictError):
    code = "JOB_NOT_RETRYABLE"
