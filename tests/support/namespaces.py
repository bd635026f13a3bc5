"""Hosts as network namespaces of Linux, with a cable each to a switch.

A namespace has no name and no file: it lives as long as the processes in it, which are tied to this one. So
nothing is left behind, however this process ends.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from typing import Any

from tests.support import tied
from tests.support.hosts import Host

_PREFIX = 24


class Switch:
    """A bridge in a namespace of its own, and a cable from there to this process.

    Raises:
        OSError: this is not allowed here, or there is no `ip`, `unshare` or `nsenter`.
    """

    def __init__(self) -> None:
        # Of the networks that RFC 2544 sets aside for tests, one for each process.
        number = os.getpid() % 512
        self._network = f"198.{18 + number // 256}.{number % 256}"
        self._hosts: list[NamespaceHost] = []
        self._tool = _find("ip")
        self._holder = _hold("switch")
        try:
            _inside(self._holder, self._tool, "link", "add", "switch", "type", "bridge")
            _inside(self._holder, self._tool, "link", "set", "switch", "up")
            mine = f"rp{os.getpid()}"
            self._connect("tester", _end(mine, None))
            _run(self._tool, "addr", "add", f"{self._network}.1/{_PREFIX}", "dev", mine)
            _run(self._tool, "link", "set", "dev", mine, "up")
        except BaseException:
            self.close()
            raise

    def host(self, name: str) -> NamespaceHost:
        holder = _hold(name)
        address = f"{self._network}.{len(self._hosts) + 2}"
        host = NamespaceHost(self, name, address, holder)
        self._hosts.append(host)
        self._connect(name, _end("cable", holder))
        _inside(holder, self._tool, "addr", "add", f"{address}/{_PREFIX}", "dev", "cable")
        for device in ("cable", "lo"):
            _inside(holder, self._tool, "link", "set", "dev", device, "up")
        return host

    def set_cable(self, name: str, state: str) -> None:
        _inside(self._holder, self._tool, "link", "set", "dev", name, state)

    def close(self) -> None:
        """Pulls all cables, this process's too: the kernel removes them with the namespaces."""
        for host in self._hosts:
            host.close()
        tied.stop(self._holder, signal.SIGKILL)

    def _connect(self, name: str, other_end: Sequence[str]) -> None:
        there = _end(name, self._holder)
        _run(self._tool, "link", "add", *there, "type", "veth", "peer", *other_end)
        _inside(self._holder, self._tool, "link", "set", "dev", name, "master", "switch", "up")


class NamespaceHost:
    """A network and a host name of its own; files, users and process ids are those of this machine."""

    def __init__(self, switch: Switch, name: str, address: str, holder: subprocess.Popen[bytes]) -> None:
        self.name, self.address = name, address
        self._switch, self._holder = switch, holder
        self._started: list[subprocess.Popen[bytes]] = []

    def start(
        self, command: Sequence[object], *, on_death: signal.Signals = signal.SIGKILL, **options: Any
    ) -> subprocess.Popen[bytes]:
        """`user` and `group` are taken once it is there: nobody but root may enter."""
        entering = _entering(self._holder)
        user, group = options.pop("user", None), options.pop("group", None)
        if options.pop("extra_groups", None) is not None or user is not None:
            name = on_death.name.removeprefix("SIG")
            changing = ["--reuid", user, "--regid", group, "--clear-groups", "--pdeathsig", name]
            entering += [_find("setpriv"), *changing]
        process = tied.start([*entering, *command], on_death=on_death, **options)
        self._started.append(process)
        return process

    def reach(self, other: Host, port: int) -> str:
        return f"{other.address}:{port}"

    def cut(self) -> None:
        self._switch.set_cable(self.name, "down")

    def heal(self) -> None:
        self._switch.set_cable(self.name, "up")

    def close(self) -> None:
        for process in [*self._started, self._holder]:
            tied.stop(process, signal.SIGKILL)


def _find(program: str) -> str:
    # Where Debian puts `ip`, which is not on everybody's path.
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if found is None:
        raise FileNotFoundError(f"there is no {program}")
    return found


def _hold(name: str) -> subprocess.Popen[bytes]:
    """A process that keeps a namespace open."""
    script = f"echo {name} > /proc/sys/kernel/hostname; echo ready; exec sleep infinity"
    command = [_find("unshare"), "--net", "--uts", "sh", "-c", script]
    process = tied.start(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    if process.stdout.readline() != b"ready\n":
        process.wait()
        raise PermissionError("unshare(1) may not make a network namespace")
    return process


def _entering(holder: subprocess.Popen[bytes]) -> list[object]:
    return [_find("nsenter"), "--target", holder.pid, "--net", "--uts", "--"]


def _end(name: str, holder: subprocess.Popen[bytes] | None) -> list[str]:
    return ["name", name, *(["netns", str(holder.pid)] if holder else [])]


def _inside(holder: subprocess.Popen[bytes], *command: object) -> None:
    _run(*_entering(holder), *command)


def _run(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise PermissionError(f"{' '.join(map(str, command))}: {done.stderr.strip()}")
