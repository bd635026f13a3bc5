"""What a process runs on: this machine, or a host of a network that a test builds."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence
from typing import Any, Protocol

from tests.support import tied


class Host(Protocol):
    """A name, an address, and processes."""

    @property
    def name(self) -> str: ...

    @property
    def address(self) -> str:
        """Where the others, and this process, reach what listens on it."""

    def start(
        self, command: Sequence[object], *, on_death: signal.Signals = signal.SIGKILL, **options: Any
    ) -> subprocess.Popen[bytes]:
        """As `tied.start`, there."""

    def reach(self, other: Host, port: int) -> str:
        """host:port under which its processes reach a port of another."""


class CutOffHost(Host, Protocol):
    """A host whose cable can be pulled."""

    def cut(self) -> None:
        """From now on nothing comes in or goes out; nobody is told, what is on the way is sent again."""

    def heal(self) -> None:
        """The cable is back, and all connections that both ends still hold go on."""


class Loopback:
    """An address of this machine alone."""

    def __init__(self, address: str) -> None:
        self.name = self.address = address

    def start(
        self, command: Sequence[object], *, on_death: signal.Signals = signal.SIGKILL, **options: Any
    ) -> subprocess.Popen[bytes]:
        return tied.start(command, on_death=on_death, **options)

    def reach(self, other: Host, port: int) -> str:
        return f"{other.address}:{port}"


HERE = Loopback("127.0.0.1")
