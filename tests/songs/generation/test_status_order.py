"""The database itself refuses an order of statuses that cannot be, whoever asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, insert, text
from sqlalchemy.exc import DBAPIError

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import utcnow
from reprise.core.db.urls import sync_url
from reprise.songs.generation.models import STATUSES, GenerationJob
from reprise.songs.prompts.models import Prompt

LEGAL = {
    ("queued", "processing"),
    ("queued", "cancelled"),
    ("processing", "completed"),
    ("processing", "failed"),
    ("processing", "cancelled"),
    *((status, status) for status in STATUSES),
}


@pytest.fixture
def engine(migrated_database_url: str) -> Iterator[Engine]:
    made = create_engine(sync_url(migrated_database_url))
    yield made
    made.dispose()


def add_job(engine: Engine, status: str) -> str:
    """A job in `status`; its workflow, by which it can be found."""
    prompt, name = uuid4(), uuid4().hex
    with engine.begin() as connection:
        connection.execute(insert(Prompt).values(id=prompt, owner_id=OWNER_ID, text="a tune"))
        values = {"engine": "composer", "num_samples": 1, "seed": 1, "duration": 1, "created_at": utcnow()}
        connection.execute(
            insert(GenerationJob).values(
                id=uuid4(), owner_id=OWNER_ID, prompt_id=prompt, status=status, workflow_id=name, **values
            )
        )
    return name


def test_every_ordered_pair_is_admitted_or_refused(engine: Engine) -> None:
    change = text("UPDATE generation_jobs SET status = :new WHERE workflow_id = :name")
    outcome = {}
    for old, new in product(STATUSES, STATUSES):
        name = add_job(engine, old)
        try:
            with engine.begin() as connection:
                outcome[old, new] = connection.execute(change, {"new": new, "name": name}).rowcount == 1
        except DBAPIError as error:
            assert "illegal order of job status" in str(error)
            outcome[old, new] = False
    assert len(outcome) == 25
    assert {pair for pair, admitted in outcome.items() if admitted} == LEGAL


def test_a_refused_change_leaves_the_row_as_it_was(engine: Engine) -> None:
    name = add_job(engine, "completed")
    change = text("UPDATE generation_jobs SET status = 'queued', progress = 50 WHERE workflow_id = :name")
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(change, {"name": name})
    with engine.connect() as connection:
        query = text("SELECT status, progress FROM generation_jobs WHERE workflow_id = :name")
        assert tuple(connection.execute(query, {"name": name}).one()) == ("completed", 0)


@pytest.mark.parametrize(
    "change",
    ["status = 'paused'", "num_samples = 0", "num_samples = 9", "priority = 11", "progress = 101"],
)
def test_impossible_values_are_refused(change: str, engine: Engine) -> None:
    add_job(engine, "processing")
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text(f"UPDATE generation_jobs SET {change}"))
