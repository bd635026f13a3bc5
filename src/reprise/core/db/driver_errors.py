"""What the errors of the drivers mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_CONTENDED: Final = frozenset({"40001", "40P01", "55P03"})
# A lock, or a statement, took longer than the server was told to let it.
_GIVEN_UP: Final = frozenset({"55P03", "57014"})
_FOREIGN_KEY: Final = "23503"
_DISK_FULL: Final = "53100"
_IN_DOUBT: Final = "The connection was lost while this was committed: it may have been, or not."


def is_busy(error: BaseException | None) -> bool:
    """Whether a database error means that a lock was not free in time, or that two waited for each other."""
    if isinstance(error, sqlite3.OperationalError):
        return "locked" in str(error) or "busy" in str(error)
    return getattr(error, "sqlstate", None) in _CONTENDED


def is_full(error: BaseException | None) -> bool:
    """Whether the database had no room; it undid the statement, and at a commit the whole transaction.

    https://www.sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction
    """
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode == sqlite3.SQLITE_FULL
    return getattr(error, "sqlstate", None) == _DISK_FULL


def points_at_nothing(error: BaseException | None) -> bool:
    """Whether a row was to point at another one that is gone."""
    if isinstance(error, sqlite3.IntegrityError):
        return error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
    return getattr(error, "sqlstate", None) == _FOREIGN_KEY


def is_unavailable(error: BaseException) -> bool:
    """Whether the database could not be reached, was locked or hung, whatever it was asked.

    asyncpg's refusals to connect, as while a server starts or stops, have no class of their own.
    """
    if isinstance(error, IntegrityError):
        return False
    if isinstance(error, DBAPIError):
        if error.connection_invalidated or error.statement is None:
            return True
        if _was_given_up(error.orig):
            return True
    return isinstance(error, (OperationalError, InterfaceError, PoolTimeoutError))


def _was_given_up(error: BaseException | None) -> bool:
    return getattr(error, "sqlstate", None) in _GIVEN_UP


@contextmanager
def committing() -> Iterator[None]:
    """Around nothing but a COMMIT, or a statement that commits itself.

    An error without an answer of the database is marked for `is_in_doubt`.
    """
    try:
        yield
    except OSError as error:
        error.add_note(_IN_DOUBT)
        raise
    except DBAPIError as error:
        said = is_busy(error.orig) or is_full(error.orig) or _was_given_up(error.orig)
        if is_unavailable(error) and not said:
            error.add_note(_IN_DOUBT)
        raise


def is_in_doubt(error: BaseException) -> bool:
    """Whether nobody knows if the transaction was committed."""
    return _IN_DOUBT in getattr(error, "__notes__", ())
