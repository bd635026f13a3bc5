"""Parts of local files, read with and without the kernel's word on what is in memory."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from reprise.core.storage import local_reading
from reprise.core.storage.local_reading import read_local

CONTENT = os.urandom(10_000)


@pytest.fixture(params=["as the system has it", "as one that cannot say"])
def file(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "as one that cannot say":
        monkeypatch.setattr(local_reading, "_NOWAIT", None)
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    return path


def open_files() -> set[str]:
    places = Path("/proc/self/fd")
    return {str(place.readlink()) for place in places.iterdir() if place.is_symlink()}


@pytest.mark.parametrize("piece", [1_000, 4_096, 20_000])
@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (1, 2), (4_095, 8_193), (9_999, 10_000), (5, 5)])
async def test_a_part_in_pieces(file: Path, start: int, end: int, piece: int) -> None:
    pieces = [data async for data in read_local(file, start, end, piece)]
    assert b"".join(pieces) == CONTENT[start:end]
    assert all(len(data) == piece for data in pieces[:-1])
    assert all(0 < len(data) <= piece for data in pieces)


async def test_a_file_that_is_shorter_ends_early(file: Path) -> None:
    assert b"".join([data async for data in read_local(file, 9_000, 20_000, 400)]) == CONTENT[9_000:]
    assert [data async for data in read_local(file, 10_000, 20_000, 400)] == []


async def test_a_file_that_is_not_there(file: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await anext(read_local(file.with_name("other"), 0, 1, 1))


async def test_a_reader_that_goes_leaves_no_open_file(file: Path) -> None:
    reading = read_local(file, 0, 10_000, 100)
    assert await anext(reading) == CONTENT[:100]
    assert str(file) in open_files()
    await reading.aclose()
    assert str(file) not in open_files()


async def test_others_get_their_turn_between_two_pieces(file: Path) -> None:
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    running = asyncio.create_task(other())
    count = 0
    async for _ in read_local(file, 0, 10_000, 100):
        count += 1
    running.cancel()
    assert count == 100 and turns >= 99
