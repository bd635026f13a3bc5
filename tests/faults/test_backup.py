"""A backup that is taken while people and workers are at work, and where it leads."""

from __future__ import annotations

import asyncio
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.faults.conftest import StartStudio
from tests.faults.studio import Studio
from tests.support.postgres import PostgresServer
from tests.support.processes import StartServer
from tests.support.s3 import S3Bucket

from reprise.core.storage import open_storage

REPRISE = Path(sys.executable).with_name("reprise")


@pytest.fixture
def bucket(
    database_kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> S3Bucket | None:
    """One for the installation on PostgreSQL; the other keeps its files in its data directory."""
    if database_kind == "sqlite":
        return None
    made: S3Bucket = request.getfixturevalue("s3_bucket")
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def new_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'reprise.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database()
    yield url
    server.drop_database(url)


def storage_settings(bucket: S3Bucket | None, prefix: str) -> dict[str, str]:
    if bucket is None:
        return {}
    return {
        "REPRISE_STORAGE_URL": f"{bucket.url}/{prefix}",
        "REPRISE_STORAGE_ENDPOINT": bucket.endpoint,
    } | bucket.environment


def reprise(settings: Mapping[str, str], *arguments: object) -> None:
    foreign = {name: value for name, value in os.environ.items() if not name.startswith("REPRISE_")}
    command = [str(part) for part in (REPRISE, *arguments)]
    done = subprocess.run(
        command, env=foreign | settings, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def visitors(studio: Studio) -> Iterator[list[str]]:
    """Somebody asks for a short job, again and again; the ids of those that were accepted."""
    accepted: list[str] = []
    enough = threading.Event()

    def ask() -> None:
        while not enough.is_set():
            accepted.append(studio.submit("takes 0.05"))
            enough.wait(1)

    visitor = threading.Thread(target=ask)
    visitor.start()
    try:
        yield accepted
    finally:
        enough.set()
        visitor.join()


def test_work_goes_on_where_the_backup_was_taken(
    start_studio: StartStudio,
    start_server: StartServer,
    bucket: S3Bucket | None,
    new_url: str,
    tmp_path: Path,
) -> None:
    studio = start_studio(**storage_settings(bucket, "old"))
    done = studio.submit("takes 0.1", num_samples=2)
    music = {audio_id: studio.audio(audio_id) for audio_id in studio.wait(done)["audio_ids"]}
    # Its second sample will not be ready before the end of this installation.
    begun = studio.submit("takes 0.1, then 3000", num_samples=2)
    first = studio.wait_samples(begun, 1)[0]
    with visitors(studio) as accepted:
        promised = [studio.submit("takes 0.05"), *accepted]
        old = studio.server.environment | {"REPRISE_DATA_DIR": str(studio.server.data_dir)}
        reprise(old, "backup", tmp_path / "backup")
    studio.server.kill9_all()

    new = storage_settings(bucket, "new") | {"REPRISE_DATABASE_URL": new_url}
    environment = studio.server.environment | new
    reprise(environment, "restore", tmp_path / "backup", "--data-dir", tmp_path / "new")
    restored = Studio(start_server(data_dir=tmp_path / "new", environment=environment), new_url)
    assert {audio_id: restored.audio(audio_id) for audio_id in music} == music
    jobs = {job_id: restored.wait(job_id) for job_id in [done, begun, *promised]}
    assert jobs[begun]["audio_ids"][0] == first
    for job in jobs.values():
        assert (job["status"], len(job["audio_ids"])) == ("completed", job["num_samples"])
        facts = [restored.facts(audio_id) for audio_id in job["audio_ids"]]
        assert sorted(fact["index"] for fact in facts) == list(range(job["num_samples"]))
        for fact in facts:
            assert hashlib.sha256(restored.audio(fact["id"])).hexdigest() == fact["sha256"]
    assert wait_until_idle(restored) == count_stored(tmp_path / "new", bucket)


def wait_until_idle(studio: Studio) -> int:
    """Every job that the backup knew is worked off; how many samples there are."""
    jobs = studio.client.get("/api/v1/jobs", params={"limit": 100}).json()["items"]
    return sum(len(studio.wait(job["id"])["audio_ids"]) for job in jobs)


def count_stored(data_dir: Path, bucket: S3Bucket | None) -> int:
    where = storage_settings(bucket, "new")
    storage = open_storage(
        where.get("REPRISE_STORAGE_URL", ""),
        endpoint=where.get("REPRISE_STORAGE_ENDPOINT"),
        data_dir=data_dir,
    )

    async def count() -> int:
        return sum([len(page) async for page in storage.list("audio/")])

    return asyncio.run(count())
