"""Storage keeps what it is given, byte for byte, and says so when it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import tied
from tests.support.s3 import S3Bucket

from reprise.core.storage import FileMissingError, Storage, StorageUnavailableError, open_storage

BAD_KEYS = [
    "",
    "/etc/passwd",
    "a//b",
    "a/",
    "../a",
    "a/../b",
    "a/..",
    ".hidden",
    "a/.b",
    "ä",
    "a b",
    "a\n",
    "a#1",
]


async def collected(storage: Storage, key: str, start: int, end: int, chunk_size: int = 7) -> bytes:
    return b"".join([chunk async for chunk in storage.stream(key, start, end, chunk_size)])


async def listed(storage: Storage, prefix: str = "") -> dict[str, int]:
    return {file.key: file.size async for page in storage.list(prefix) for file in page}


async def test_what_was_put_is_read(storage: Storage) -> None:
    await storage.put("songs/one.flac", b"first")
    await storage.put("songs/one.flac", b"second, longer")
    assert await storage.read("songs/one.flac") == b"second, longer"
    assert await storage.size("songs/one.flac") == 14


async def test_an_empty_file_is_a_file(storage: Storage) -> None:
    await storage.put("empty", b"")
    assert await storage.size("empty") == 0
    assert await storage.read("empty") == b""
    assert await collected(storage, "empty", 0, 0) == b""


async def test_a_file_of_several_upload_parts_arrives_whole(storage: Storage, tmp_path: Path) -> None:
    content = os.urandom(11 * 1024 * 1024)
    source = tmp_path / "source"
    source.write_bytes(content)
    await storage.put_file("big", source)
    assert await storage.read("big") == content
    assert await collected(storage, "big", 0, len(content), 300_000) == content


async def test_a_source_that_is_not_there_is_the_callers_error(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await storage.put_file("big", tmp_path / "nothing")
    assert await listed(storage) == {}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
async def test_a_stream_is_a_slice(storage: Storage, data: st.DataObject) -> None:
    content = bytes(range(200))
    await storage.put("bytes", content)
    start = data.draw(st.integers(0, 199))
    end = data.draw(st.integers(start, 200))
    chunk_size = data.draw(st.integers(1, 300))
    chunks = [chunk async for chunk in storage.stream("bytes", start, end, chunk_size)]
    assert b"".join(chunks) == content[start:end]
    assert all(0 < len(chunk) <= chunk_size for chunk in chunks)


async def test_a_file_shorter_than_asked_for_is_a_failure(storage: Storage) -> None:
    await storage.put("short", b"0123456789")
    with pytest.raises(StorageUnavailableError):
        await collected(storage, "short", 0, 11)
    with pytest.raises(StorageUnavailableError):
        await collected(storage, "short", 10, 12)


async def test_a_missing_file_is_named_to_the_log_and_not_to_the_caller(storage: Storage) -> None:
    for attempt in (
        storage.read("no/such"),
        storage.size("no/such"),
        anext(storage.stream("no/such", 0, 1)),
    ):
        with pytest.raises(FileMissingError) as caught:
            await attempt
        assert caught.value.key == "no/such"
        assert "no/such" not in caught.value.message
        assert isinstance(caught.value.__cause__, FileNotFoundError)


async def test_deleting_takes_what_is_there(storage: Storage) -> None:
    for number in range(0, 60, 3):
        await storage.put(f"a/{number}", b"x")
    await storage.put("b/1", b"x")
    await storage.delete([f"a/{number}" for number in range(60)])
    await storage.delete(["a/0"])
    await storage.delete([])
    assert await listed(storage) == {"b/1": 1}


async def test_listing_goes_by_folder(storage: Storage) -> None:
    for key in ("jobs/1/a", "jobs/1/deep/b", "jobs/10/c", "other"):
        await storage.put(key, key.encode())
    assert await listed(storage) == {"jobs/1/a": 8, "jobs/1/deep/b": 13, "jobs/10/c": 9, "other": 5}
    assert (
        await listed(storage, "jobs/1")
        == await listed(storage, "jobs/1/")
        == {
            "jobs/1/a": 8,
            "jobs/1/deep/b": 13,
        }
    )
    assert await listed(storage, "nothing") == {}


async def test_a_listing_has_pages_and_times(storage: Storage) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    for number in range(1001):
        await storage.put(f"many/{number}", b"")
    pages = [page async for page in storage.list("many")]
    assert sorted(len(page) for page in pages) == [1, 1000]
    assert all(before <= file.last_modified <= datetime.now(UTC) for page in pages for file in page)


@pytest.mark.parametrize("key", BAD_KEYS)
async def test_a_key_cannot_leave_its_place(storage: Storage, key: str) -> None:
    with pytest.raises(ValueError, match="storage key"):
        await storage.put(key, b"")
    with pytest.raises(ValueError, match="storage key"):
        await storage.read(key)
    with pytest.raises(ValueError, match="storage key"):
        await storage.delete([key])
    with pytest.raises(ValueError, match="storage key"):
        await anext(storage.stream(key, 0, 1))


async def test_a_check_of_a_good_storage_passes_and_leaves_nothing_to_see(storage: Storage) -> None:
    await storage.check()
    await storage.check()
    assert await listed(storage) == {}


async def test_a_directory_that_vanished_is_unavailable_and_not_made_anew(tmp_path: Path) -> None:
    storage = open_storage("", data_dir=tmp_path)
    (tmp_path / "files").rename(tmp_path / "unmounted")
    for attempt in (storage.check(), storage.put("a", b"")):
        with pytest.raises(StorageUnavailableError, match="file storage could not") as caught:
            await attempt
        assert caught.value.__cause__ is not None
    assert not (tmp_path / "files").exists()


async def test_a_bucket_that_does_not_exist_is_unavailable_not_a_missing_file(
    s3_endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set_aws_variables(monkeypatch)
    storage = open_storage("s3://no-such-bucket", endpoint=s3_endpoint, data_dir=tmp_path)
    for attempt in (storage.check(), storage.put("a", b"")):
        with pytest.raises(StorageUnavailableError):
            await attempt


async def test_a_server_that_is_down_is_unavailable_without_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set_aws_variables(monkeypatch)
    endpoint = f"http://127.0.0.1:{tied.free_port()}"
    storage = open_storage("s3://some-bucket", endpoint=endpoint, data_dir=tmp_path)
    with pytest.raises(StorageUnavailableError) as caught:
        await storage.check()
    assert "very-secret" not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)


_MEMORY_PROBE = """
import asyncio, sys
from pathlib import Path
from reprise.core.storage import open_storage

def high_water():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024

async def main(url, endpoint, folder, source):
    storage = open_storage(url, endpoint=endpoint or None, data_dir=Path(folder))
    await storage.put("small", b"x" * 600_000)
    async for _ in storage.stream("small", 0, 600_000): pass
    before = high_water()
    if source != "none":
        await storage.put_file("big", Path(source))
    size, seen = await storage.size("big"), 0
    async for chunk in storage.stream("big", 0, size):
        seen += len(chunk)
    assert seen == size
    print(size // 2**20, high_water() - before)

asyncio.run(main(*sys.argv[1:]))
"""


def _grown_mib(url: str, endpoint: str, folder: Path, source: str) -> tuple[int, int]:
    """MiB of the file that a fresh process streamed, and by how many its memory grew meanwhile."""
    command = [sys.executable, "-c", _MEMORY_PROBE, url, endpoint, str(folder), source]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    size, grown = done.stdout.split()
    return int(size), int(grown)


def test_memory_does_not_grow_with_a_local_file(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    with (tmp_path / "files" / "big").open("wb") as sparse:
        sparse.truncate(200 * 2**20)
    size, grown = _grown_mib("", "", tmp_path, "none")
    assert size == 200
    assert grown < 24


def test_memory_does_not_grow_with_a_file_on_s3(
    s3_bucket: S3Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3_bucket.environment.items():
        monkeypatch.setenv(name, value)
    source = tmp_path / "source"
    with source.open("wb") as sparse:
        sparse.truncate(64 * 2**20)
    size, grown = _grown_mib(s3_bucket.url, s3_bucket.endpoint, tmp_path, str(source))
    assert size == 64
    assert grown < 40


def _set_aws_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "very-secret")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
