"""Errors that carry their HTTP status and a stable code; one handler renders them all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import BaseModel


class AppError(Exception):
    """Base of every error that a caller is meant to see."""

    status = 500
    code = "INTERNAL_ERROR"

    def __init__(self, message: str, *, field: str | None = None, headers: dict[str, str] | None = None):
        super().__init__(message)
        self.message = message
        self.field = field
        self.headers = headers or {}


class BadRequestError(AppError):
    status, code = 400, "BAD_REQUEST"


class NotSignedInError(AppError):
    status, code = 401, "NOT_SIGNED_IN"


class ForbiddenError(AppError):
    status, code = 403, "FORBIDDEN"


class NotFoundError(AppError):
    status, code = 404, "NOT_FOUND"


class ConflictError(AppError):
    status, code = 409, "CONFLICT"


class UnprocessableError(AppError):
    status, code = 422, "VALIDATION_ERROR"


class UnavailableError(AppError):
    status, code = 503, "UNAVAILABLE"


def not_found(what: str, identifier: UUID, *, field: str | None = None) -> NotFoundError:
    """The same answer for what does not exist and for what the caller may not see."""
    return NotFoundError(f"There is no {what} {identifier}.", field=field)


class FieldError(BaseModel):
    """One thing that is wrong with a payload; `field` is a dotted path."""

    field: str
    message: str


class ErrorDetail(BaseModel):
    """`code` is stable and for programs, `message` is a sentence for people."""

    code: str
    message: str
    field: str | None = None
    errors: list[FieldError] | None = None


class ErrorBody(BaseModel):
    """The body of every answer with a status of 400 or more."""

    detail: ErrorDetail


def body(
    code: str, message: str, *, field: str | None = None, errors: list[FieldError] | None = None
) -> dict[str, Any]:
    detail = ErrorDetail(code=code, message=message, field=field, errors=errors)
    return ErrorBody(detail=detail).model_dump(exclude_none=True)
