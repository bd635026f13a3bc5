"""The wall clock and the disk of our processes alone, stepped and slowed down; see `twist.c`."""

from __future__ import annotations

import mmap
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SOURCE = Path(__file__).with_name("twist.c")
_NUMBERS = struct.Struct("=qq")
_NANO = 1_000_000_000


class Twist:
    """`environment` is for those whose clock and disk are to obey."""

    def __init__(self, library: Path, shared: Path) -> None:
        self.environment = {"LD_PRELOAD": str(library), "SOAK_TWIST": str(shared)}
        shared.write_bytes(bytes(_NUMBERS.size))
        with shared.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _NUMBERS.size)

    @contextmanager
    def inherited(self) -> Iterator[None]:
        """What is started meanwhile with the environment of this process obeys."""
        before = {name: os.environ.get(name) for name in self.environment}
        os.environ.update(self.environment)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value

    def step_clock(self, seconds: float) -> None:
        """The wall clock is so far ahead of the real one, or behind it, from now on."""
        self._set(0, seconds)

    def slow_disk(self, seconds: float) -> None:
        """Each flush to the disk takes so much longer from now on."""
        self._set(1, seconds)

    def _set(self, place: int, seconds: float) -> None:
        numbers = list(_NUMBERS.unpack(self._shared[:]))
        numbers[place] = round(seconds * _NANO)
        self._shared[:] = _NUMBERS.pack(*numbers)


def build(scratch: Path) -> Twist | None:
    """None where there is no C compiler, or no Linux."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        return None
    library = scratch / "twist.so"
    command = [compiler, "-shared", "-fPIC", "-O2", "-Wall", "-o", str(library), str(_SOURCE), "-ldl"]
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        return None
    return Twist(library, scratch / "twist")
