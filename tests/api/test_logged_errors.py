"""What the log holds of a request that failed."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from tests.support.logs import ConfigureLogs

from reprise.core.context import Core
from reprise.core.db.dependencies import WriteSession
from reprise.core.settings import Settings

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
