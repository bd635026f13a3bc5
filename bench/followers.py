"""Many clients of one stream of events, on a thread with a loop of its own; each notes all that it hears."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import uvloop
from tests.support import tied

from bench.load import address_of, request

_FRAME = re.compile(rb"id: (\d+)-(\d+)\nevent: (\w+)\ndata: (.*)\n\n")
_PATIENCE = 120.0
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """An event as one client got it; `at` is of `time.perf_counter`."""

    position: tuple[int, int]
    kind: str
    data: bytes
    at: float


class Follower(asyncio.Protocol):
    """Frames are found wherever they begin: a server puts whole frames into its chunks."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.lost = False
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self._rest += data
        end = 0
        for match in _FRAME.finditer(self._rest):
            position = int(match[1]), int(match[2])
            self.heard.append(Heard(position, match[3].decode(), match[4], now))
            end = match.end()
        self._rest = self._rest[end:]

    def connection_lost(self, error: Exception | None) -> None:
        self.lost = True


@contextmanager
def following(url: str, path: str, headers: Mapping[str, str], count: int) -> Iterator[list[Follower]]:
    """`count` clients that have heard where the stream is."""
    asked = request("GET", url, path, headers=dict(headers))
    loop = uvloop.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    crowd: list[Follower] = []
    transports: list[asyncio.WriteTransport] = []

    async def connect() -> None:
        host, port = address_of(url)
        for start in range(0, count, _AT_ONCE):
            several = min(_AT_ONCE, count - start)
            connecting = (loop.create_connection(Follower, host, port) for _ in range(several))
            for transport, follower in await asyncio.gather(*connecting):
                # uvloop's are transports by what they do, not by their class.
                writing = cast("asyncio.WriteTransport", transport)
                assert isinstance(follower, Follower)
                writing.write(asked)
                transports.append(writing)
                crowd.append(follower)

    async def close() -> None:
        for transport in transports:
            transport.close()

    try:
        _run(loop, connect()).result(_PATIENCE)
        tied.until(lambda: all(one.heard for one in crowd), _PATIENCE, lambda: "not all clients were greeted")
        yield crowd
    finally:
        _run(loop, close()).result(_PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _run(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, None]) -> Future[None]:
    return asyncio.run_coroutine_threadsafe(work, loop)


def wait_heard(crowd: list[Follower], position: tuple[int, int]) -> None:
    """Until all have heard of `position`, have lost the connection, or long enough."""

    def done() -> bool:
        return all(one.lost or one.heard[-1].position >= position for one in crowd)

    deadline = time.monotonic() + _PATIENCE
    while not done() and time.monotonic() < deadline:
        time.sleep(0.1)
