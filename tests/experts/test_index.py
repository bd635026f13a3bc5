"""Indexes of several processes that follow one directory of more than two thousand, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import islice
from uuid import UUID

import pytest
from sqlalchemy import select
from tests.support.expert_rows import experts, insert_experts

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import Database
from reprise.experts.directory import repository
from reprise.experts.directory.models import Expert
from reprise.experts.directory.service import write
from reprise.experts.retrieval.configuration import RetrievalSettings
from reprise.experts.retrieval.index import ExpertIndex
from reprise.experts.retrieval.searching import Found, Question

EXPERTS = 2_200
SETTINGS = RetrievalSettings(match=0.1, match_cosine=1)


@pytest.fixture
async def database(migrated_database_url: str) -> AsyncIterator[Database]:
    insert_experts(migrated_database_url, islice(experts(EXPERTS), EXPERTS))
    database = Database(migrated_database_url)
    yield database
    await database.close()


@pytest.fixture
async def processes(database: Database) -> AsyncIterator[tuple[ExpertIndex, ExpertIndex]]:
    both = ExpertIndex(database), ExpertIndex(database)
    for index in both:
        assert await index.warm()
    yield both
    for index in both:
        await index.close()


async def _find(database: Database, index: ExpertIndex, text: str) -> Found:
    async with database.snapshot() as session:
        revision, removals = await repository.state(session)
    return await index.search(Question(text), SETTINGS, revision=revision, removals=removals)


async def _change(database: Database, numbers: range, **values: object) -> None:
    async with database.transaction() as session:
        revision = await repository.next_revision(session)
        ids = [UUID(int=(1 << 64) + number) for number in numbers]
        for expert in await session.scalars(select(Expert).where(Expert.id.in_(ids))):
            write(expert, values, revision)


async def _hire(database: Database, username: str, bio: str) -> UUID:
    async with database.transaction() as session:
        expert = Expert(owner_id=OWNER_ID, last_name="", tags=[], is_active=True)
        row = {"username": username, "first_name": "New", "bio": bio}
        write(expert, row, await repository.next_revision(session))
        await repository.store(session, [expert])
        return expert.id


async def test_small_changes_are_laid_over_the_index_of_every_process(
    database: Database, processes: tuple[ExpertIndex, ExpertIndex]
) -> None:
    first, second = processes
    new = await _hire(database, "zither", "Zithers, tuned and restrung.")
    await _change(database, range(7, 8), bio="Theorbos and zithers.")
    changed = UUID(int=(1 << 64) + 7)
    built = ExpertIndex(database)
    for index in (first, second, built):
        found = await _find(database, index, "zithers")
        assert {one.id for one in found.fitting} == {new, changed}
    # Beside the index or in it, the order is the same.
    common = await _find(database, built, "zithers theorbos")
    laid_over = await _find(database, first, "zithers theorbos")
    assert [one.id for one in laid_over.candidates] == [one.id for one in common.candidates]

    await _change(database, range(7, 8), is_active=False)
    async with database.transaction() as session:
        await repository.next_revision(session, removals=1)
        await repository.remove(session, new)
    for index in (first, second, built):
        assert (await _find(database, index, "zithers")).fitting == []
    await built.close()


async def test_after_a_large_import_the_old_index_answers_until_the_new_one_is_there(
    database: Database, processes: tuple[ExpertIndex, ExpertIndex]
) -> None:
    first, second = processes
    await _change(database, range(1_500), bio="Zithers, tuned and restrung.")
    assert (await _find(database, first, "zithers")).fitting == []
    rebuilding = first._rebuilding
    assert rebuilding is not None
    # One that is stopped in the middle leaves nothing behind: the other one builds by itself.
    assert (await _find(database, second, "zithers")).fitting == []
    await second.close()
    await asyncio.wait_for(rebuilding, 60)
    found = await _find(database, first, "zithers")
    assert len(found.fitting) == SETTINGS.candidates
    assert all(one.id.int - (1 << 64) < 1_500 for one in found.fitting)
    restarted = ExpertIndex(database)
    assert [one.id for one in (await _find(database, restarted, "zithers")).fitting] == [
        one.id for one in found.fitting
    ]
    await restarted.close()
