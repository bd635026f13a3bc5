"""The way back, on both databases."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, func, select, text, update
from tests.commands.backups.rows import NOT_AS_IT_WAS, begin_operation, in_progress, rate, rewrite, sign_in
from tests.support.installations import Installation
from tests.support.rows import insert_jobs

from reprise.core.auth.models import OWNER_ID, User, UserSession
from reprise.core.backups.errors import BackupError
from reprise.core.context import open_core
from reprise.core.db import Database, migrate
from reprise.core.db.urls import is_sqlite, sync_url
from reprise.core.events import repository as events
from reprise.core.events.hub import EventHub
from reprise.core.events.models import Event
from reprise.core.events.repository import Position
from reprise.core.operations.models import MaintenanceTurn, WorkerLease
from reprise.core.operations.reconciler import WorkSource, reconcile
from reprise.core.operations.schema import upgrade_engine
from reprise.interviews.operations.upkeep import OperationSource
from reprise.songs.generation import upkeep
from reprise.songs.prompts.models import Prompt


def test_everything_comes_back_but_who_was_at_work_and_signed_in(
    installation: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    insert_jobs(installation.url, 300)
    keys = installation.add_samples(3)
    asyncio.run(in_progress(installation.url))
    with installation.connected() as connection:
        sign_in(connection)
        rate(connection, keys[0])
        if not is_sqlite(installation.url):
            # As if this server had done much more than the one that is restored into.
            connection.execute(update(Event).values(xid=10**15))
        last = Position(*connection.execute(select(Event.xid, Event.id)).one())
    asyncio.run(installation.storage.put("cache/made-again.mp3", b"mp3"))

    told = installation.back_up(tmp_path / "backup")
    assert (told["files"], told["gone"], told["missing"], told["damaged"]) == (3, 0, 0, 0)
    assert elsewhere.restore(tmp_path / "backup")["rows"] == told["rows"]

    same = {*NOT_AS_IT_WAS, "workflow_status"}
    assert elsewhere.rows(*same) == installation.rows(*same)
    assert elsewhere.files() == {key: installation.files()[key] for key in keys}
    with elsewhere.connected() as connection:
        for emptied in (WorkerLease, MaintenanceTurn, UserSession, Event):
            assert connection.execute(select(func.count()).select_from(emptied)).scalar() == 0
        assert connection.execute(select(User.token_version).where(User.id == OWNER_ID)).scalar_one() > 1000
        schema = "" if is_sqlite(elsewhere.url) else "dbos."
        status = connection.execute(text(f"SELECT status, owner_xid FROM {schema}workflow_status"))
        assert status.all() == [("ENQUEUED", None)]
    assert not asyncio.run(is_known(elsewhere.url, last))
    assert not asyncio.run(is_known(elsewhere.url, Position(last.xid, last.id + 500)))
    told_there = asyncio.run(news_after_a_restore(elsewhere.url))
    assert told_there.id > last.id + 500, "an id that was told there must not be told again here"


async def is_known(url: str, position: Position) -> bool:
    database = Database(url)
    try:
        return await EventHub(database).knows(position)
    finally:
        await database.close()


async def news_after_a_restore(url: str) -> Position:
    """Of an event that happens now, as a listener who is here now reads it."""
    database = Database(url)
    try:
        async with database.snapshot() as session:
            here = await events.newest(session)
        async with database.transaction() as session:
            await events.append(session, "jobs", OWNER_ID, "status", {})
        async with database.snapshot() as session:
            (happened,) = await events.read_after(session, here, limit=10)
            return happened.position
    finally:
        await database.close()


def test_an_old_database_is_backed_up_as_it_is_and_upgraded_on_its_way_back(
    database_url: str, elsewhere: Installation, tmp_path: Path
) -> None:
    old = Installation(tmp_path / "data", database_url)
    migrate_to(old, "0009")
    with old.connected() as connection:
        connection.execute(
            text(
                "INSERT INTO prompts (id, owner_id, text, instruments_primary, instruments_secondary, "
                "created_at) VALUES (:id, :owner, 'from before', '[]', '[]', CURRENT_TIMESTAMP)"
            ),
            {"id": uuid4().hex, "owner": OWNER_ID.hex if is_sqlite(old.url) else str(OWNER_ID)},
        )
        if not is_sqlite(old.url):
            connection.execute(text("CREATE TABLE of_somebody_else (id int)"))
    told = old.back_up(tmp_path / "backup")
    assert (told["revision"], migrate.current(old.url)) == ("0009", "0009")
    assert told["tables_left_out"] == ([] if is_sqlite(old.url) else ["of_somebody_else"])
    if not is_sqlite(elsewhere.url):
        rewrite(tmp_path / "backup", '"name": "users"', '"name": "of_another"')
        with elsewhere.connected() as connection:
            connection.execute(text("CREATE TABLE of_another AS SELECT 1 AS id"))
        with pytest.raises(BackupError, match="of_another"):
            elsewhere.restore(tmp_path / "backup")
        rewrite(tmp_path / "backup", '"name": "of_another"', '"name": "users"')
    elsewhere.restore(tmp_path / "backup")
    assert migrate.current(elsewhere.url) == migrate.head()
    with elsewhere.connected() as connection:
        assert connection.execute(select(Prompt.text)).scalars().all() == ["from before"]
        if not is_sqlite(elsewhere.url):
            assert connection.execute(text("SELECT id FROM of_another")).scalars().all() == [1]


def migrate_to(installation: Installation, revision: str) -> None:
    installation.data_dir.mkdir(exist_ok=True)
    engine = create_engine(sync_url(installation.url))
    with engine.begin() as connection:
        migrate.upgrade_to(connection, revision)
    engine.dispose()
    upgrade_engine(installation.url)


def test_jobs_and_operations_that_nobody_is_at_work_on_go_on(
    installation: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    insert_jobs(installation.url, 3, status="queued")
    with installation.connected() as connection:
        begin_operation(connection)
    installation.back_up(tmp_path / "backup")
    elsewhere.restore(tmp_path / "backup")
    assert elsewhere.rows()["workflow_status"] == []
    assert restarted(elsewhere) == 4
    assert restarted(elsewhere) == 0


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_work_goes_on_also_when_the_workflow_engine_of_the_backup_is_an_older_one(
    installation: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    insert_jobs(installation.url, 3, status="queued")
    asyncio.run(in_progress(installation.url))
    with installation.connected() as connection:
        begin_operation(connection)
    installation.back_up(tmp_path / "backup")
    rewrite(tmp_path / "backup", '"engine_revision": ', '"engine_revision": 1, "was": ')
    elsewhere.restore(tmp_path / "backup")
    assert elsewhere.rows()["workflow_status"] == []
    assert restarted(elsewhere) == 4
    assert len(elsewhere.rows()["workflow_status"]) == 4


def restarted(installation: Installation) -> int:
    """How many jobs and operations a worker gives a new workflow when it has started there."""

    async def reconciled() -> int:
        core = open_core(installation.settings)
        try:
            sources: list[WorkSource] = [upkeep.JobSource(core), OperationSource(core)]
            return (await reconcile(core.queue, sources)).restarted
        finally:
            await core.close()

    return asyncio.run(reconciled())
