"""Taking a backup while everything goes on, on both databases."""

from __future__ import annotations

import resource
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from tests.commands.backups.rows import insert_prompt_with_job, rate
from tests.support.installations import Installation
from tests.support.rows import insert_jobs

from reprise.core.backups.errors import BackupError
from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.models import Feedback
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt


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
