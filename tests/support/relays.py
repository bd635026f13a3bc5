"""Hosts without a network of their own: loopback addresses, and relays in their way to each other.

A host that is cut off stands before relays that pass nothing on. What connects *to* it directly is not cut.
"""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence
from typing import Any

from tests.support import tied
from tests.support.hosts import Host
from tests.support.proxy import LoopThread, Proxy


class Relays:
    def __init__(self) -> None:
        self._thread = LoopThread("relays")
        self._thread.start()
        self._hosts: list[RelayHost] = []

    def host(self, name: str) -> RelayHost:
        host = RelayHost(self._thread, name, f"127.0.0.{len(self._hosts) + 2}")
        self._hosts.append(host)
        return host

    def close(self) -> None:
        for host in self._hosts:
            host.close()
        self._thread.end()


class RelayHost:
    """All of its processes reach others through relays of its own, one for each port."""

    def __init__(self, thread: LoopThread, name: str, address: str) -> None:
        self.name, self.address = name, address
        self._thread = thread
        self._relays: dict[tuple[str, int], Proxy] = {}
        self._started: list[subprocess.Popen[bytes]] = []

    def start(
        self, command: Sequence[object], *, on_death: signal.Signals = signal.SIGKILL, **options: Any
    ) -> subprocess.Popen[bytes]:
        process = tied.start(command, on_death=on_death, **options)
        self._started.append(process)
        return process

    def reach(self, other: Host, port: int) -> str:
        there = (other.address, port)
        if there not in self._relays:
            self._relays[there] = Proxy(self._thread.loop, port, other.address)
            self._relays[there].start()
        return f"127.0.0.1:{self._relays[there].port}"

    def cut(self) -> None:
        for relay in self._relays.values():
            relay.lose()

    def heal(self) -> None:
        for relay in self._relays.values():
            relay.heal()

    def close(self) -> None:
        for process in self._started:
            tied.stop(process, signal.SIGKILL)
        for relay in self._relays.values():
            relay.close()
