"""Requests by many clients over kept connections, with as little work of our own as can be."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import uvloop

MakeRequest = Callable[[], bytes]
"""A whole HTTP/1.1 request."""


@dataclass(frozen=True, slots=True)
class Load:
    """Answers of the expected status in a second, and the seconds that each took."""

    rate: float
    seconds: Sequence[float]


def request(
    method: str, url: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(url).netloc}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def address_of(url: str) -> tuple[str, int]:
    """Host and port of a server that was started here, so that both are in its address."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    assert parts.port is not None
    return parts.hostname, parts.port


def press(url: str, make: MakeRequest, *, clients: int, seconds: float, status: int) -> Load:
    """Each client sends its next request when it has the answer to the one before.

    Raises:
        RuntimeError: an answer had another status.
    """
    return uvloop.run(_press(url, make, clients, seconds, status))


async def _press(url: str, make: MakeRequest, clients: int, seconds: float, status: int) -> Load:
    began = time.perf_counter()
    deadline = began + seconds
    taken = await asyncio.gather(*(_client(url, make, deadline, status) for _ in range(clients)))
    spent = time.perf_counter() - began
    everything = [one for each in taken for one in each]
    return Load(len(everything) / spent, everything)


async def _client(url: str, make: MakeRequest, deadline: float, status: int) -> list[float]:
    reader, writer = await asyncio.open_connection(*address_of(url))
    expected = f"HTTP/1.1 {status} ".encode()
    taken: list[float] = []
    while (began := time.perf_counter()) < deadline:
        writer.write(make())
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(_length(head))
        if not head.startswith(expected):
            raise RuntimeError(f"{head[:60]!r} {body[:300]!r}")
        taken.append(time.perf_counter() - began)
    writer.close()
    return taken


def _length(head: bytes) -> int:
    """Of the body; a body in chunks, which we do not read, is an error."""
    _, found, rest = head.lower().partition(b"content-length:")
    if not found:
        raise RuntimeError(f"no length: {head!r}")
    return int(rest.partition(b"\r\n")[0])


def by_turns(measures: Sequence[Callable[[], Load]], rounds: int) -> list[list[Load]]:
    """`rounds` of each, one after the other, so that all meet the same moods of the machine."""
    found: list[list[Any]] = [[] for _ in measures]
    for _ in range(rounds):
        for place, measure in enumerate(measures):
            found[place].append(measure())
    return found
