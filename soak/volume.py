"""A small file system of our own, to be filled to the last byte."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import sys
from pathlib import Path

_NEW_MOUNTS = 0x20000
"""CLONE_NEWNS of unshare(2)."""


class Volume:
    """A tmpfs that only this process and those that it starts see; gone with them, however they end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / "ballast"

    def fill(self) -> None:
        """Leave no byte free."""
        descriptor = os.open(self._ballast, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        try:
            for size in (1024 * 1024, 4096, 1):
                with contextlib.suppress(OSError):
                    while os.write(descriptor, bytes(size)):
                        pass
        finally:
            os.close(descriptor)

    def empty(self) -> None:
        self._ballast.unlink(missing_ok=True)


def mount(path: Path, megabytes: int) -> Volume | None:
    """None where this is not allowed: it takes root, and Linux. Before any other thread is started."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return None
    if ctypes.CDLL(None, use_errno=True).unshare(_NEW_MOUNTS) != 0:
        return None
    path.mkdir()
    options = f"size={megabytes}m,mode=0755"
    commands = (
        ["mount", "--make-rprivate", "/"],
        ["mount", "-t", "tmpfs", "-o", options, "reprise-soak", str(path)],
    )
    for command in commands:
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
    return Volume(path)


def unmount(volume: Volume) -> None:
    subprocess.run(["umount", "--lazy", str(volume.path)], check=False, capture_output=True)
