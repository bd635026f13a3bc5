"""A local file is whole and on disk when it is acknowledged, and nothing half-written is ever seen."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from tests.support import tied

from reprise.core.storage import Storage, open_storage
from reprise.core.storage.durable import INCOMING, remove_abandoned, write_durably


def unfinished(root: Path) -> list[Path]:
    return list((root / INCOMING).iterdir())


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"half of it"
        raise OSError("the source broke")

    write_durably(tmp_path, "a/b", [b"old"])
    with pytest.raises(OSError, match="the source broke"):
        write_durably(tmp_path, "a/b", breaking())
    assert (tmp_path / "a/b").read_bytes() == b"old"
    assert unfinished(tmp_path) == []


def test_files_and_folders_are_for_the_owner_alone(tmp_path: Path) -> None:
    open_storage("", data_dir=tmp_path / "data")
    root = tmp_path / "data" / "files"
    write_durably(root, "a/b", [b"x"])
    assert [path.stat().st_mode & 0o777 for path in (root, root / "a", root / "a/b")] == [0o700, 0o700, 0o600]


def test_data_and_every_name_on_the_way_are_synced(tmp_path: Path) -> None:
    """Watched from outside: the system calls of a real put, in their order."""
    strace = shutil.which("strace")
    if not strace:
        pytest.skip("strace is not installed (on Debian: apt install strace).")
    code = (
        "import sys; from pathlib import Path; from reprise.core.storage.durable import write_durably;"
        "write_durably(Path(sys.argv[1]), 'new/key', [b'x'])"
    )
    command = [strace, "-f", "-y", "-e", "trace=fsync,rename,renameat,renameat2", "-o", str(tmp_path / "log")]
    root = tmp_path / "root"
    root.mkdir()
    done = subprocess.run([*command, sys.executable, "-c", code, str(root)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"strace cannot trace here: {done.stderr.decode()}")
    calls = [line for line in (tmp_path / "log").read_text().splitlines() if str(root) in line]
    assert len(calls) == 4, calls
    assert "fsync" in calls[0]
    assert f"<{root}/{INCOMING}/" in calls[0]
    assert "rename" in calls[1]
    assert f"<{root}/new>" in calls[2]
    assert f"<{root}>" in calls[3]


async def test_what_a_killed_writer_left_is_not_listed_and_is_removed(tmp_path: Path) -> None:
    storage = open_storage("", data_dir=tmp_path)
    root = tmp_path / "files"
    writer = _stuck_writer(root)
    try:
        assert len(unfinished(root)) == 1
        assert await _keys(storage) == []
        assert remove_abandoned(root, min_age_seconds=0) == 0, "its writer still lives"
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert remove_abandoned(root, min_age_seconds=3600) == 0, "too young"
    assert remove_abandoned(root, min_age_seconds=0) == 1
    assert unfinished(root) == []
    assert await storage.remove_abandoned() == 0


def test_removing_where_nothing_was_ever_written_is_fine(tmp_path: Path) -> None:
    assert remove_abandoned(tmp_path) == 0


def test_writes_survive_deletions_in_the_same_folders(tmp_path: Path) -> None:
    """Deleting the last file of a folder removes the folder too: a write may find it gone."""
    done = threading.Event()

    def remove_empty_folder() -> None:
        while not done.is_set():
            with suppress(OSError):
                (tmp_path / "shared").rmdir()
            time.sleep(1e-5)

    with ThreadPoolExecutor(1) as pool:
        remover = pool.submit(remove_empty_folder)
        try:
            for number in range(300):
                write_durably(tmp_path, f"shared/{number}", [b"x"])
                (tmp_path / f"shared/{number}").unlink()
        finally:
            done.set()
        remover.result()


def _stuck_writer(root: Path) -> subprocess.Popen[bytes]:
    """A process in the middle of a write: it has written a chunk and waits for ever."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from reprise.core.storage.durable import write_durably\n"
        "def chunks():\n"
        "    yield b'half'\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(600)\n"
        "write_durably(Path(sys.argv[1]), 'a/b', chunks())\n"
    )
    command = [sys.executable, "-c", code, str(root)]
    writer = tied.start(command, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"writing\n"
    return writer


async def _keys(storage: Storage) -> list[str]:
    return [file.key async for page in storage.list() for file in page]
