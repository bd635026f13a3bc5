"""Facts about the installation."""

from __future__ import annotations

import platform
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from tests.api.conftest import BASE
from tests.api.library.studio import EXECUTOR, Studio
from tests.support import tied
from tests.support.engines import PacedEngine
from tests.support.s3 import S3Bucket

from reprise import __version__
from reprise.app import create_app
from reprise.core.context import Core, open_core
from reprise.core.settings import Settings
from reprise.system import _disk_free


async def test_it_says_what_there_is(studio: Studio) -> None:
    await studio.complete(await studio.submit(num_samples=2))
    facts = await studio.get("/system")
    assert (facts["version"], facts["python"]) == (__version__, platform.python_version())
    assert facts["auth"] == "token"
    assert facts["database"]["ok"] and facts["storage"]["ok"]
    kind = "sqlite" if studio.core.database.sqlite else "postgresql"
    assert (facts["database"]["kind"], facts["storage"]["kind"]) == (kind, "local")
    stored = [file async for page in studio.core.storage.list("audio") for file in page]
    assert facts["storage"]["audio_files"] == len(stored) == 2
    assert facts["storage"]["audio_bytes"] == sum(file.size for file in stored)
    [worker] = facts["workers"]
    assert (worker["executor_id"], worker["engines"]) == (EXECUTOR, {"paced": "1.0"})
    assert 0 <= worker["beat_age_seconds"] < 60
    assert facts["disk_free_bytes"] > 0
    assert facts["engines"] == [{"name": "paced", "version": "1.0", "available": True, "reason": ""}]


async def test_it_gives_no_secret_away(studio: Studio) -> None:
    answer = await studio.client.get("/system")
    assert studio.core.keys.token not in answer.text
    password = urlsplit(studio.core.database.url).password
    assert password is None or password not in answer.json()["database"]["message"]


@pytest.fixture
def bucket(s3_bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch) -> S3Bucket:
    for name, value in s3_bucket.environment.items():
        monkeypatch.setenv(name, value)
    return s3_bucket


SECRET = "hunter2hunter2"


async def told(options: Settings) -> httpx.Response:
    """What `/system` answers the owner of a fresh installation with these settings."""
    core = open_core(options)
    transport = httpx.ASGITransport(create_app(core, {"paced": PacedEngine()}), raise_app_exceptions=False)
    headers = {"authorization": f"Bearer {core.keys.token}"}
    async with httpx.AsyncClient(transport=transport, base_url=f"{BASE}/api/v1", headers=headers) as client:
        answer = await client.get("/system")
    await core.close()
    return answer


async def test_a_bucket_that_is_not_there_is_a_fact(
    migrated_database_url: str, bucket: S3Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    options = Settings(
        data_dir=tmp_path / "data",
        database_url=migrated_database_url,
        storage_url=f"{bucket.url}-that-is-not-there/studio",
        storage_endpoint=bucket.endpoint,
    )
    answer = await told(options)
    assert answer.status_code == 200
    facts = answer.json()
    assert not facts["storage"]["ok"]
    assert "does not work" in facts["storage"]["message"]
    assert (facts["storage"]["kind"], facts["storage"]["audio_files"]) == ("s3", 0)
    assert facts["database"]["ok"]
    assert SECRET not in answer.text


async def test_a_directory_that_cannot_be_written_is_a_fact(studio: Studio) -> None:
    directory = studio.core.storage.directory
    assert directory is not None
    shutil.rmtree(directory)
    directory.write_text("a file where the directory was")
    facts = await studio.get("/system")
    assert not facts["storage"]["ok"] and "does not work" in facts["storage"]["message"]
    assert facts["database"]["ok"]


async def test_a_disk_out_of_reach_is_not_measured(core: Core) -> None:
    assert core.storage.directory is not None
    assert await _disk_free(core.storage.directory / "gone") is None
    assert await _disk_free(None) is None


async def test_a_database_that_does_not_answer_is_a_fact(database_kind: str, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    port = tied.free_port()
    url = f"postgresql://reprise:{SECRET}@127.0.0.1:{port}/reprise?password={SECRET}"
    if database_kind == "sqlite":
        url = f"sqlite:///{tmp_path / 'missing' / 'reprise.db'}"
    answer = await told(Settings(data_dir=data_dir, database_url=url))
    assert answer.status_code == 200
    facts = answer.json()
    assert (facts["database"]["kind"], facts["database"]["ok"]) == (database_kind, False)
    assert "does not work" in facts["database"]["message"]
    assert (facts["storage"]["ok"], facts["storage"]["audio_bytes"], facts["workers"]) == (True, None, [])
    assert SECRET not in answer.text


async def test_a_database_without_its_tables_is_a_fact(database_url: str, tmp_path: Path) -> None:
    """Something answers, but it is not ours, or not migrated."""
    answer = await told(Settings(data_dir=tmp_path / "data", database_url=database_url))
    assert answer.status_code == 200
    assert not answer.json()["database"]["ok"]
    assert answer.json()["workers"] == []
