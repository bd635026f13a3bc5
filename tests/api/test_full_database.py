"""A database without room: SQLite's bound on its pages gives the same error as the end of the disk."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from tests.api.studio import Studio

ROOM_BYTES = 1_000_000


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def bounded(studio: Studio) -> None:
    """Every connection made from now on sees a disk with so much room for the whole database."""

    def bound(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA page_size")
        (size,) = cursor.fetchone()
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages + ROOM_BYTES // size}")
        cursor.close()

    sa.event.listen(studio.core.database._readers.sync_engine, "connect", bound)


@pytest.mark.usefixtures("bounded")
async def test_a_full_disk_is_named_and_what_was_there_can_still_be_read(studio: Studio) -> None:
    kept = (await studio.client.post("/api/v1/prompts", json={"text": "kept"})).json()
    long = {"text": "la " * 600}
    for _ in range(2_000):
        answer = await studio.client.post("/api/v1/prompts", json=long)
        if answer.status_code != 201:
            break
    assert answer.status_code == 503, answer.text
    assert answer.json()["detail"]["code"] == "DATABASE_FULL"
    assert "nothing was changed" in answer.json()["detail"]["message"]
    assert (await studio.client.get(f"/api/v1/prompts/{kept['id']}")).json()["text"] == "kept"
