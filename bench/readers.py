"""Readers of one file by HTTP: as fast as they get it, or each at a pace as a player does.

`python -m bench.readers URL PATH TOKEN READERS BYTES_PER_SECOND SECONDS` is the second kind in a process of
its own, so that what it costs does not show in what is measured beside it.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Mapping

import uvloop

from bench.load import Load, address_of, request

_PIECE = 64 * 1024


def read(
    url: str, path: str, headers: Mapping[str, str], *, readers: int, seconds: float, expected: int
) -> Load:
    """Bytes in a second, and the seconds that each answer took; each must have `expected` bytes.

    Raises:
        RuntimeError: an answer was an error or had another length.
    """
    asked = request("GET", url, path, headers=dict(headers))
    return uvloop.run(_read(url, asked, readers, seconds, expected))


async def _read(url: str, asked: bytes, readers: int, seconds: float, expected: int) -> Load:
    began = time.perf_counter()
    taken = await asyncio.gather(*(_reader(url, asked, began + seconds, expected) for _ in range(readers)))
    spent = time.perf_counter() - began
    everything = [one for each in taken for one in each]
    return Load(len(everything) * expected / spent, everything)


async def _reader(url: str, asked: bytes, deadline: float, expected: int) -> list[float]:
    """Whole answers only, one at least, so that what is counted was read to its end."""
    taken: list[float] = []
    transport, counting = await _connected(url)
    while not taken or time.perf_counter() < deadline:
        began = time.perf_counter()
        await counting.ask(transport, asked, expected)
        taken.append(time.perf_counter() - began)
    transport.close()
    return taken


async def _connected(url: str) -> tuple[asyncio.Transport, _Counting]:
    return await asyncio.get_running_loop().create_connection(_Counting, *address_of(url))


class _Counting(asyncio.Protocol):
    """Counts the bytes of a body and keeps none of them."""

    def __init__(self) -> None:
        self._head = b""
        self._missing = 0
        self._whole: asyncio.Future[None] | None = None

    async def ask(self, transport: asyncio.Transport, asked: bytes, expected: int) -> None:
        self._head, self._missing = b"", expected
        self._whole = asyncio.get_running_loop().create_future()
        transport.write(asked)
        await self._whole

    def data_received(self, data: bytes) -> None:
        assert self._whole is not None
        if not self._head.endswith(b"\r\n\r\n"):
            head, end, data = (self._head + data).partition(b"\r\n\r\n")
            self._head = head + end
            if end and not self._is_right(head):
                self._whole.set_exception(RuntimeError(f"{head[:300]!r} {data[:300]!r}"))
                return
        self._missing -= len(data)
        if self._missing == 0 and not self._whole.done():
            self._whole.set_result(None)

    def _is_right(self, head: bytes) -> bool:
        length = f"\r\ncontent-length: {self._missing}".encode()
        return head.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 206 ")) and length in head.lower()

    def connection_lost(self, error: Exception | None) -> None:
        if self._whole is not None and not self._whole.done():
            self._whole.set_exception(error or RuntimeError("the connection ended within an answer"))


async def _listen(url: str, asked: bytes, pace: float, deadline: float) -> int:
    """Bytes read, of as many answers as it takes, at `pace` bytes a second at most."""
    got, began = 0, time.perf_counter()
    while time.perf_counter() < deadline:
        reader, writer = await asyncio.open_connection(*address_of(url), limit=_PIECE)
        writer.write(asked)
        while time.perf_counter() < deadline and (piece := await reader.read(_PIECE)):
            got += len(piece)
            await asyncio.sleep(max(0.0, began + got / pace - time.perf_counter()))
        writer.close()
    return got


async def _all_listen(url: str, path: str, token: str, readers: int, pace: float, seconds: float) -> None:
    headers = {"Authorization": f"Bearer {token}", "Connection": "close"}
    asked = request("GET", url, path, headers=headers)
    print("reading", flush=True)
    deadline = time.perf_counter() + seconds
    got = await asyncio.gather(*(_listen(url, asked, pace, deadline) for _ in range(readers)))
    print(sum(got) / seconds, flush=True)


if __name__ == "__main__":
    url_, path_, token_, readers_, pace_, seconds_ = sys.argv[1:]
    uvloop.run(_all_listen(url_, path_, token_, int(readers_), float(pace_), float(seconds_)))
