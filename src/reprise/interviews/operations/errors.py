"""What stands in the way of an operation, and what ends one."""

from __future__ import annotations

from reprise.core.errors import ConflictError


class OperationRunningError(ConflictError):
    code = "OPERATION_RUNNING"


class OperationNotRetryableError(ConflictError):
    code = "OPERATION_NOT_RETRYABLE"


class OperationFailedError(Exception):
    """The operation cannot be finished; code and message become its error, so they must be fit to show."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
