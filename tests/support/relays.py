"""Hosts without a network of their own: loopback addresses, and relays in their way to each other.

A host that is cut off stands behind relays that pass nothing on. Only this process, which needs none, still
reaches it.
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
        # By the address on this side, and the address and the port on the other.
        self._relays: dict[tuple[str, str, int], Proxy] = {}
        self._cut: set[str] = set()

    def host(self, name: str) -> RelayHost:
        host = RelayHost(self, name, f"127.0.0.{len(self._hosts) + 2}")
        self._hosts.append(host)
        return host

    def between(self, here: str, there: str, port: int) -> Proxy:
        """The relay that is in the way from one host to a port of another."""
        way = (here, there, port)
        if way not in self._relays:
            relay = Proxy(self._thread.loop, port, there)
            relay.start()
            if {here, there} & self._cut:
                relay.lose()
            self._relays[way] = relay
        return self._relays[way]

    def set_cut(self, address: str, *, cut: bool) -> None:
        before = set(self._cut)
        (self._cut.add if cut else self._cut.discard)(address)
        for (here, there, _), relay in self._relays.items():
            ends = {here, there}
            if bool(ends & before) != bool(ends & self._cut):
                (relay.lose if ends & self._cut else relay.heal)()

    def close(self) -> None:
        for host in self._hosts:
            host.close()
        for relay in self._relays.values():
            relay.close()
        self._thread.end()


class RelayHost:
    """All of its processes reach others through relays, one for each port."""

    def __init__(self, made_by: Relays, name: str, address: str) -> None:
        self.name, self.address = name, address
        self._made_by = made_by
        self._started: list[subprocess.Popen[bytes]] = []

    def start(
        self, command: Sequence[object], *, on_death: signal.Signals = signal.SIGKILL, **options: Any
    ) -> subprocess.Popen[bytes]:
        process = tied.start(command, on_death=on_death, **options)
        self._started.append(process)
        return process

    def reach(self, other: Host, port: int) -> str:
        return f"127.0.0.1:{self._made_by.between(self.address, other.address, port).port}"

    def cut(self) -> None:
        self._made_by.set_cut(self.address, cut=True)

    def heal(self) -> None:
        self._made_by.set_cut(self.address, cut=False)

    def close(self) -> None:
        for process in self._started:
            tied.stop(process, signal.SIGKILL)
