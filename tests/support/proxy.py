"""A TCP proxy whose connections can be cut, held up, and slowed down."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from typing import Any

from reprise.core.db.lost_peers import GONE_AFTER

_PIECE = 64 * 1024


class Proxy:
    """Listens on a free loopback port and passes on to `target`, a port of `host` that may change."""

    def __init__(self, loop: asyncio.AbstractEventLoop, target: int, host: str = "127.0.0.1") -> None:
        self.target = target
        self.port = 0
        self._host = host
        self._loop = loop
        self._open = asyncio.Event()
        self._open.set()
        self._refusing = False
        self._delay = 0.0
        self._giving_up: asyncio.TimerHandle | None = None
        self._connections: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    def start(self) -> None:
        self._call(self._start())

    def close(self) -> None:
        self._call(self._close())

    def cut(self) -> None:
        """Break every connection, and each new one at once, until `heal`."""
        self._call(self._cut())

    def stall(self) -> None:
        """Keep connections and take new ones, but pass nothing on until `heal`."""
        self._call(self._set(passing=False))

    def lose(self) -> None:
        """As `stall`; but both ends give up what was silent for so long that a kernel would."""
        self._call(self._lose())

    def slow(self, seconds: float) -> None:
        """Hold every piece up for so long."""
        self._call(self._set(delay=seconds))

    def heal(self) -> None:
        self._call(self._set())

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        await self._set()
        await self._cut()
        if self._server is not None:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()

    async def _cut(self) -> None:
        self._refusing = True
        self._break_all()

    def _break_all(self) -> None:
        for writer in list(self._connections):
            writer.transport.abort()

    async def _lose(self) -> None:
        await self._set(passing=False)
        self._give_up_later()

    def _give_up_later(self) -> None:
        # The kernel of this machine acknowledges for the lost host, so that nobody else would find it gone.
        def give_up() -> None:
            self._break_all()
            self._give_up_later()

        self._giving_up = self._loop.call_later(GONE_AFTER, give_up)

    async def _set(self, *, passing: bool = True, delay: float = 0.0) -> None:
        self._refusing, self._delay = False, delay
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None
        if passing:
            self._open.set()
        else:
            self._open.clear()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._refusing:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection(self._host, self.target)
        except OSError:
            writer.transport.abort()
            return
        ends = {writer, back}
        self._connections |= ends
        ways = [
            asyncio.ensure_future(self._pass(reader, back)),
            asyncio.ensure_future(self._pass(there, writer)),
        ]
        self._tasks.update(ways)
        try:
            await asyncio.wait(ways)
        finally:
            self._tasks.difference_update(ways)
            self._connections -= ends
            for end in ends:
                end.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(_PIECE):
                await self._open.wait()
                if self._delay:
                    await asyncio.sleep(self._delay)
                writer.write(piece)
                await writer.drain()
        with contextlib.suppress(OSError, RuntimeError):
            # Half a connection may end before the other half: HTTP does so after `Connection: close`.
            writer.write_eof()


class LoopThread(threading.Thread):
    """An event loop of its own, so that proxies pass on whatever else this process does."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.loop = asyncio.new_event_loop()

    def run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.join(10)
