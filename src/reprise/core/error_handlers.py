"""One shape for every error, whoever raised it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Sequence
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from reprise.core.db import is_busy, is_full, is_in_doubt, is_unavailable, points_at_nothing
from reprise.core.errors import AppError, FieldError, body

log = structlog.get_logger(__name__)

_IN_DOUBT: Final = (
    "The connection to the database was lost while this was being stored: it may have been done. Look before "
    "you ask again; a request that came with an Idempotency-Key may safely be sent again with it."
)
_NO_WAY_THERE: Final = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN})
_HTTP_CODES = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 413: "PAYLOAD_TOO_LARGE"}


def install(app: FastAPI) -> None:
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(DBAPIError, _database_error)
    app.add_exception_handler(PoolTimeoutError, _database_error)
    app.add_exception_handler(OSError, _os_error)
    app.add_exception_handler(Exception, _unexpected)


async def _app_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)
    content = body(error.code, error.message, field=error.field)
    return JSONResponse(content, error.status, error.headers)


async def _validation_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [_field_error(item) for item in error.errors()]
    first = errors[0]
    message = f"{first.field}: {first.message}" if first.field else first.message
    return JSONResponse(body("VALIDATION_ERROR", message, field=first.field, errors=errors), 422)


def _field_error(item: dict[str, Any]) -> FieldError:
    location: Sequence[Any] = item["loc"]
    # The first part says where (body, path, query), except for a body that is not JSON at all.
    path = [] if item["type"] == "json_invalid" else location[1:]
    field = _printable(".".join(str(part) for part in path)) or str(location[0])
    return FieldError(field=field, message=_printable(str(item["msg"]).removeprefix("Value error, ")))


def _printable(text: str) -> str:
    """A field name comes from the client and may hold what UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode()[:300]


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _HTTP_CODES.get(error.status_code, "HTTP_ERROR")
    message = str(error.detail)
    if error.status_code == 404:
        message = f"There is nothing at {_printable(request.url.path)}."
    elif error.status_code == 405:
        message = f"{request.method} is not possible here."
    return JSONResponse(body(code, message), error.status_code, error.headers)


async def _database_error(request: Request, error: Exception) -> JSONResponse:
    original = getattr(error, "orig", None)
    if is_busy(original):
        message = "The database is locked by something else; nothing was changed. Try again in a moment."
        return JSONResponse(body("DATABASE_BUSY", message), 503, {"Retry-After": "1"})
    if is_full(original):
        log.error("database_full", error=type(original).__name__)
        message = "The disk of the database is full; nothing was changed. Make room, then try again."
        return JSONResponse(body("DATABASE_FULL", message), 503, {"Retry-After": "60"})
    if points_at_nothing(original):
        # References are looked up before: only a deletion at the same moment comes here.
        message = "What this belongs to was deleted while it was being done; nothing was changed."
        return JSONResponse(body("DELETED_MEANWHILE", message), 409)
    if is_in_doubt(error):
        log.warning("commit_in_doubt", error=type(original or error).__name__)
        return JSONResponse(body("COMMIT_IN_DOUBT", _IN_DOUBT), 503, {"Retry-After": "2"})
    if is_unavailable(error):
        log.warning("database_unavailable", error=type(original or error).__name__)
        message = "The database cannot be reached; nothing was changed. Try again in a moment."
        return JSONResponse(body("DATABASE_UNAVAILABLE", message), 503, {"Retry-After": "2"})
    return await _unexpected(request, error)


async def _os_error(request: Request, error: Exception) -> JSONResponse:
    # asyncpg raises bare connection errors while a pool connects; a flush that got no answer is given up.
    assert isinstance(error, OSError)
    if isinstance(error, (ConnectionError, TimeoutError, socket.gaierror)) or error.errno in _NO_WAY_THERE:
        return await _database_error(request, error if is_in_doubt(error) else PoolTimeoutError())
    return await _unexpected(request, error)


async def _unexpected(_: Request, error: Exception) -> JSONResponse:
    log.error("request_failed", exc_info=error)
    message = "This is a fault of Reprise. The log holds it under the request id of this answer."
    return JSONResponse(body("INTERNAL_ERROR", message), 500)
