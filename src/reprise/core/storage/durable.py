"""Writing into a local directory so that an acknowledged file survives a power cut.

obstore's LocalStore renames atomically but never calls fsync (object_store's `with_fsync` is not exposed in
its Python interface), so a rename may reach the disk before the data it names.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

INCOMING = ".incoming"
"""Folder of unfinished files below the root: same file system, and no valid key starts with a dot."""

_CLEANUP_RACES = 100


def write_durably(root: Path, key: str, chunks: Iterable[bytes]) -> None:
    """Publish `chunks` as `root/key`, whole or not at all, and return once it is on stable storage.

    Raises OSError, also when `root` is gone: it is never made anew below an unmounted volume.
    """
    target, partial = root / key, root / INCOMING / uuid4().hex
    partial.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        with open(partial, "xb", opener=_private) as file:
            # Held while the writer lives, so that `remove_abandoned` knows the dead ones.
            fcntl.flock(file, fcntl.LOCK_EX)
            _fill(file, chunks)
            _publish(partial, target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    for folder in _up_to(root, target.parent):
        sync_directory(folder)


def remove_abandoned(root: Path, min_age_seconds: float = 2.0) -> int:
    """Delete unfinished files whose writer has died; returns how many.

    Younger ones stay: their writer may not have taken its lock yet.
    """
    incoming = root / INCOMING
    if not incoming.is_dir():
        return 0
    return sum(_remove_if_abandoned(partial, min_age_seconds) for partial in incoming.iterdir())


def sync_directory(folder: Path) -> None:
    """Bring the names in `folder` to stable storage (fsync(2): a file's fsync does not do that)."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _fill(file: BinaryIO, chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())


def _publish(partial: Path, target: Path) -> None:
    for attempt in range(_CLEANUP_RACES):
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            partial.replace(target)
            return
        except (FileNotFoundError, FileExistsError):
            # A deletion next door may have removed the folder while it was still empty.
            if attempt == _CLEANUP_RACES - 1 or not partial.exists():
                raise


def _up_to(root: Path, folder: Path) -> list[Path]:
    """`folder` and its parents up to `root`; each may hold a name that is not on disk yet."""
    return [path for path in (folder, *folder.parents) if path.is_relative_to(root)]


def _remove_if_abandoned(partial: Path, min_age_seconds: float) -> bool:
    try:
        with partial.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if time.time() - os.fstat(file.fileno()).st_mtime < min_age_seconds:
                return False
            partial.unlink()
            return True
    except (BlockingIOError, FileNotFoundError):
        return False
