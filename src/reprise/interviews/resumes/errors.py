"""What can be wrong with a résumé."""

from __future__ import annotations

from reprise.core.errors import AppError, NotFoundError


class ResumeNotFoundError(NotFoundError):
    code = "RESUME_NOT_FOUND"


class ResumeFileRefusedError(AppError):
    """A file that gives no text; `code` says why."""

    status = 422

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message, field="file")
        self.code = code


class ResumeFileTooLargeError(AppError):
    status, code = 413, "FILE_TOO_LARGE"
