"""Processes that end with the test session, however it ends."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def start(
    command: Sequence[object], *, on_death: signal.Signals = signal.SIGKILL, **options: Any
) -> subprocess.Popen[bytes]:
    """Start `command`; on Linux the kernel sends it `on_death` when the thread that started it ends.

    Python runs the hook after it has changed the user, which would clear the setting (prctl(2)).
    """
    parent = os.getpid()

    def tie() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(on_death))
            if os.getppid() != parent:
                os._exit(1)

    arguments = [str(part) for part in command]
    # The hook only makes two system calls: it takes no lock that another thread could hold.
    options = {"stdin": subprocess.DEVNULL} | options
    popen: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen
    return popen(arguments, preexec_fn=tie, **options)


def stop(
    process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM, within_s: float = 20.0
) -> None:
    """Send `how` and wait; what does not end in time is killed."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(within_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def until(
    condition: Callable[[], bool], within_s: float, otherwise: Callable[[], str], *, every: float = 0.02
) -> None:
    """Poll `condition` until it holds.

    Raises:
        TimeoutError: it did not hold in time; its text is `otherwise()`.
    """
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise())
        time.sleep(every)


ASKING_S = 0.1
"""Between two questions to a server or to the table of processes: each costs milliseconds of a core that the
servers under test want for themselves."""


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
