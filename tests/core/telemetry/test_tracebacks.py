"""What a traceback in the log says of a database's error, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from tests.api.conftest import (
    app,
    base_url,
    client,
    connect,
    core,
    installed,
    kept_postgres_database,
    migrated_database_url,
    settings,
)
from tests.support.logs import ConfigureLogs

from reprise.core.context import Core
from reprise.core.db.dependencies import WriteSession
from reprise.core.settings import Settings
from reprise.core.telemetry.tracebacks import told

__all__ = [
    "app",
    "base_url",
    "client",
    "connect",
    "core",
    "installed",
    "kept_postgres_database",
    "migrated_database_url",
    "settings",
]

PRIVATE = "what-i-answered-in-private"


async def _break(session: WriteSession) -> None:
    """A row that the table refuses: the role is none."""
    row = {"role": PRIVATE[:16], "email": PRIVATE}
    await session.execute(
        text(
            "INSERT INTO users (id, email, role, created_at, token_version) "
            "SELECT id, :email, :role, created_at, 0 FROM users LIMIT 1"
        ),
        row,
    )


async def test_a_request_that_broke_a_rule_of_the_database_logs_no_row(
    app: FastAPI,
    client: httpx.AsyncClient,
    settings: Settings,
    core: Core,
    capfd: pytest.CaptureFixture[str],
    configure_logs: ConfigureLogs,
) -> None:
    configure_logs(settings)
    app.post("/broken")(_break)
    # Routes added last are behind the page's, which takes every path.
    app.router.routes.insert(0, app.router.routes.pop())
    answer = await client.post("/broken")
    logged = "".join(capfd.readouterr())
    assert answer.status_code == 500, answer.text
    assert "IntegrityError" in logged
    assert "_break" in logged, "the line that did it"
    assert ("23514" if "postgresql" in core.database.url else "SQLITE_CONSTRAINT") in logged
    assert PRIVATE[:16] not in logged + answer.text


def broken(work: Callable[[], object]) -> str:
    try:
        work()
    except Exception as error:
        return told((type(error), error, error.__traceback__))
    raise AssertionError("it must fail")


def test_other_errors_keep_their_messages_and_their_causes() -> None:
    def outer() -> None:
        try:
            raise ValueError("the first cause")
        except ValueError as error:
            raise ExceptionGroup("several", [KeyError("a part")]) from error

    text_ = broken(outer)
    assert text_.index("the first cause") < text_.index("several") < text_.index("a part")
    assert "test_tracebacks.py" in text_


def test_an_error_that_is_its_own_cause_ends() -> None:
    def circle() -> None:
        error = ValueError("round")
        error.__cause__ = KeyError("and round")
        error.__cause__.__context__ = error
        raise error

    assert broken(circle).count("ValueError: round") == 1
