"""Backups of a database and its files, and the way back, on both databases."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import resource
import stat
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, create_engine, delete, func, insert, inspect, select, text, update
from tests.support.installations import Installation
from tests.support.postgres import PostgresServer
from tests.support.rows import insert_jobs
from typer.testing import CliRunner, Result

from reprise.cli import app
from reprise.core.auth.models import OWNER_ID, ApiKey, User, UserSession
from reprise.core.backups.errors import BackupError
from reprise.core.backups.manifest import CHECKSUM, LIST, MANIFEST
from reprise.core.context import open_core
from reprise.core.db import Database, migrate, utcnow
from reprise.core.db.urls import is_sqlite, sync_url
from reprise.core.events import repository as events
from reprise.core.events.hub import EventHub
from reprise.core.events.models import Event
from reprise.core.events.repository import Position
from reprise.core.operations import repository as leases
from reprise.core.operations.models import MaintenanceTurn, WorkerLease
from reprise.core.operations.queue import Submission, WorkQueue
from reprise.core.operations.reconciler import reconcile
from reprise.core.operations.schema import upgrade, upgrade_engine
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation import upkeep
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt

NOT_AS_IT_WAS = ("events", "event_horizon", "worker_leases", "maintenance_turns", "user_sessions", "users")
"""Tables that a restore changes; what it does to the workflow engine's is looked at by itself."""


@pytest.fixture
def installation(migrated_database_url: str, tmp_path: Path) -> Installation:
    return Installation(tmp_path / "data", migrated_database_url)


@pytest.fixture
def elsewhere(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Installation]:
    """A place where nothing is."""
    if database_kind == "sqlite":
        yield Installation(tmp_path / "elsewhere", f"sqlite:///{tmp_path / 'elsewhere' / 'new.db'}")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database()
    yield Installation(tmp_path / "elsewhere", url)
    server.drop_database(url)


async def in_progress(url: str) -> None:
    """A worker that holds a lease of the far future, a turn, and a workflow; and an event."""
    database, queue = Database(url), WorkQueue(url)
    try:
        async with database.transaction() as session:
            await leases.register(session, "worker-there", {})
            await session.execute(update(WorkerLease).values(beat_at=WorkerLease.beat_at + 10**9))
            assert await leases.take_turn(session, "reconcile", "worker-there", every=10**9)
            await queue.enqueue(session, Submission("work", "line", "workflow-1", "argument"))
            await events.append(session, "jobs", OWNER_ID, "status", {})
        async with database.transaction() as session:
            assert await queue.take_over(session, "worker-there", "workflow-1")
    finally:
        queue.close()
        await database.close()


def sign_in(connection: Connection) -> None:
    owned = {"owner_id": OWNER_ID, "created_at": utcnow()}
    expires = utcnow() + timedelta(days=1)
    connection.execute(insert(UserSession).values(id=uuid4(), digest="s" * 64, expires_at=expires, **owned))
    connection.execute(
        insert(ApiKey).values(id=uuid4(), name="a program", hint="r_", digest="k" * 64, **owned)
    )


def rate(connection: Connection, key: str) -> None:
    audio_id = select(AudioSample.id).where(AudioSample.storage_key == key).scalar_subquery()
    said = {"author_id": OWNER_ID, "rating": 5, "rating_criterion": "overall", "tie": False}
    connection.execute(insert(Feedback).values(id=uuid4(), audio_id=audio_id, created_at=utcnow(), **said))


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


def test_it_is_for_its_owner_alone_and_stands_there_only_when_it_is_whole(
    installation: Installation, tmp_path: Path
) -> None:
    installation.add_samples(2)
    seen: list[set[str]] = []
    installation.back_up(
        tmp_path / "backup", lambda _: seen.append({path.name for path in tmp_path.iterdir()})
    )
    assert seen
    assert all("backup" not in names and "backup.unfinished" in names for names in seen)
    assert not (tmp_path / "backup.unfinished").exists()
    for path in (tmp_path / "backup", *(tmp_path / "backup").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_backup_that_fails_leaves_nothing_behind(installation: Installation, tmp_path: Path) -> None:
    installation.add_samples(1)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # What a disk does that is full.
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(BackupError, match="cannot be"):
            installation.back_up(tmp_path / "backup")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list(tmp_path.glob("backup*"))


def test_where_there_is_nothing_nothing_is_made(elsewhere: Installation, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="nothing to back up"):
        elsewhere.back_up(tmp_path / "backup")
    assert not list(tmp_path.glob("backup*"))
    assert not list(elsewhere.data_dir.glob("*.db"))


def test_what_is_deleted_meanwhile_is_not_there_again(
    installation: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    gone, missing, damaged, kept = installation.add_samples(4)
    with installation.connected() as connection:
        for key in (gone, missing):
            rate(connection, key)
    root = installation.data_dir / "files"
    (root / missing).unlink()
    (root / damaged).write_bytes(b"something else")
    deleted: list[str] = []

    def delete_after_the_snapshot(line: str) -> None:
        if "tables" in line:
            deleted.append(line)
            with installation.connected() as connection:
                connection.execute(delete(AudioSample).where(AudioSample.storage_key == gone))
            (root / gone).unlink()

    told = installation.back_up(tmp_path / "backup", delete_after_the_snapshot)
    assert len(deleted) == 1
    assert (told["files"], told["gone"], told["missing"], told["damaged"]) == (1, 1, 1, 1)
    elsewhere.restore(tmp_path / "backup")
    with elsewhere.connected() as connection:
        named = set(connection.execute(select(AudioSample.storage_key)).scalars())
        said = connection.execute(
            select(AudioSample.storage_key).join(Feedback, Feedback.audio_id == AudioSample.id)
        )
        assert (named, said.scalars().all()) == ({missing, damaged, kept}, [missing])
    assert set(elsewhere.files()) == {damaged, kept}
    assert elsewhere.files()[damaged] == b"something else"


def test_one_moment_is_kept_while_others_write(
    installation: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    insert_jobs(installation.url, 2_000)
    stop, written = threading.Event(), []

    def write() -> None:
        # A prompt and its job in one transaction: half of it must never be seen.
        while not stop.is_set():
            insert_prompt_with_job(installation)
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while not written:
            stop.wait(0.01)
        installation.back_up(tmp_path / "backup")
        during = len(written)
    finally:
        stop.set()
        writer.join()
    elsewhere.restore(tmp_path / "backup")
    with elsewhere.connected() as connection:
        prompts = connection.execute(select(func.count()).where(Prompt.text == "together")).scalar_one()
        of_jobs = (
            select(func.count()).select_from(GenerationJob).join(Prompt, Prompt.id == GenerationJob.prompt_id)
        )
        jobs = connection.execute(of_jobs.where(Prompt.text == "together")).scalar_one()
    assert 1 <= prompts == jobs <= during + 1


def insert_prompt_with_job(installation: Installation) -> None:
    now, prompt, job = utcnow(), uuid4(), uuid4()
    with installation.connected() as connection:
        row: dict[str, Any] = {"id": prompt, "owner_id": OWNER_ID, "text": "together", "created_at": now}
        lists: dict[str, Any] = {"instruments_primary": [], "instruments_secondary": []}
        connection.execute(insert(Prompt).values(**row, **lists))
        asked: dict[str, Any] = {"engine": "composer", "num_samples": 1, "seed": 1, "duration": 1.0}
        connection.execute(
            insert(GenerationJob).values(
                id=job, owner_id=OWNER_ID, prompt_id=prompt, workflow_id=str(job), created_at=now, **asked
            )
        )


@pytest.fixture
def backup(installation: Installation, tmp_path: Path) -> Path:
    installation.add_samples(1)
    installation.back_up(tmp_path / "backup")
    return tmp_path / "backup"


def test_nothing_is_made_of_a_backup_that_is_not_what_it_was(
    installation: Installation, elsewhere: Installation, backup: Path
) -> None:
    database = next(
        path for path in sorted(backup.rglob("*")) if path.name.startswith(("database.", "users."))
    )
    sample = next(path for path in (backup / "files").rglob("*") if path.is_file())
    for path in (database, sample, backup / MANIFEST, backup / LIST):
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        refused_as_damaged(elsewhere, backup, path)
        path.unlink()
        refused_as_damaged(elsewhere, backup, path)
        path.write_bytes(content)
    (backup / CHECKSUM).unlink()
    refused_as_damaged(elsewhere, backup, backup / CHECKSUM)


def refused_as_damaged(elsewhere: Installation, backup: Path, path: Path) -> None:
    with pytest.raises(BackupError) as refused:
        elsewhere.restore(backup)
    assert path.name in str(refused.value)
    assert elsewhere.files() == {}
    if is_sqlite(elsewhere.url):
        assert not list(elsewhere.data_dir.glob("*.db*"))
    else:
        with elsewhere.connected() as connection:
            assert inspect(connection).get_table_names() == []


def test_only_an_empty_place_is_restored_into(
    installation: Installation, elsewhere: Installation, backup: Path
) -> None:
    before = installation.rows()
    with pytest.raises(BackupError, match="already"):
        installation.restore(backup)
    assert installation.rows() == before
    asyncio.run(elsewhere.storage.put("audio/of/others.flac", b"flac"))
    with pytest.raises(BackupError, match=r"not empty \(audio/of/others.flac\)"):
        elsewhere.restore(backup)
    asyncio.run(elsewhere.storage.delete(["audio/of/others.flac"]))
    # What one that was cut off had done is no obstacle.
    key, content = next(iter(installation.files().items()))
    asyncio.run(elsewhere.storage.put(key, content))
    if is_sqlite(elsewhere.url):
        (elsewhere.data_dir / "new.db.restoring").write_bytes(b"half a database")
        (elsewhere.data_dir / "new.db.restoring-wal").write_bytes(b"half a log")
    else:
        upgrade_engine(elsewhere.url)
    elsewhere.restore(backup)
    assert elsewhere.files() == {key: content}
    assert elsewhere.rows("users", *NOT_AS_IT_WAS) == installation.rows("users", *NOT_AS_IT_WAS)
    assert not list(elsewhere.data_dir.glob("*.restoring*"))


def test_a_backup_of_a_newer_version_or_of_the_other_database_is_refused(
    elsewhere: Installation, backup: Path, tmp_path: Path
) -> None:
    rewrite(backup, '"revision": "', '"revision": "9')
    with pytest.raises(BackupError, match="or a newer one"):
        elsewhere.restore(backup)
    other = "postgresql://nobody@127.0.0.1:1/none" if is_sqlite(elsewhere.url) else "sqlite:///other.db"
    with pytest.raises(BackupError, match="rows are not carried from one to the other"):
        Installation(tmp_path / "other", other).restore(backup)
    rewrite(backup, '"format": 1', '"format": 2')
    with pytest.raises(BackupError, match="format 2"):
        elsewhere.restore(backup)


def rewrite(backup: Path, old: str, new: str) -> None:
    content = (backup / MANIFEST).read_text().replace(old, new, 1)
    (backup / MANIFEST).write_text(content)
    (backup / CHECKSUM).write_text(f"{hashlib.sha256(content.encode()).hexdigest()}  {MANIFEST}\n")


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


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_jobs_go_on_also_when_the_workflow_engine_of_the_backup_is_an_older_one(
    installation: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    insert_jobs(installation.url, 3, status="queued")
    asyncio.run(in_progress(installation.url))
    installation.back_up(tmp_path / "backup")
    rewrite(tmp_path / "backup", '"engine_revision": ', '"engine_revision": 1, "was": ')
    elsewhere.restore(tmp_path / "backup")

    async def restarted() -> int:
        core = open_core(elsewhere.settings)
        try:
            return (await reconcile(core.queue, [upkeep.JobSource(core)])).restarted
        finally:
            await core.close()

    assert elsewhere.rows()["workflow_status"] == []
    assert asyncio.run(restarted()) == 3
    assert len(elsewhere.rows()["workflow_status"]) == 3


def test_the_commands_as_they_are_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("REPRISE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("REPRISE_DATA_DIR", "data")
    there = Installation(tmp_path / "data", f"sqlite:///{tmp_path / 'data' / 'reprise.db'}")
    upgrade(there.url)
    key = there.add_samples(1)[0]
    taken = typed("backup", "first", "--json")
    told = json.loads(taken.stdout)
    assert (taken.exit_code, told["backup"], told["files"]) == (0, "first", 1)
    again = typed("backup", "first")
    assert (again.exit_code, "there already" in again.stderr) == (2, True)
    assert typed("verify", "first").exit_code == 0
    restored = typed("restore", "first", "--data-dir", "new")
    assert (restored.exit_code, "sign in again" in restored.stdout) == (0, True)
    # The keys that open an installation are no part of a backup of it.
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["files", "reprise.db"]
    (tmp_path / "data" / "files" / key).unlink()
    flawed = typed("backup", "second")
    assert (flawed.exit_code, "1 file that the database names" in flawed.stderr) == (1, True)
    os.truncate(tmp_path / "first" / "files" / key, 10)
    bad = typed("verify", "first")
    assert (bad.exit_code, "is damaged" in bad.stderr) == (2, True)


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, words)
