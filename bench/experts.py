"""The experts' chat over 100,000 experts: how long visitors wait for the first `result`, offline.

Against a bare FastAPI endpoint that searches the same texts with bm25s, at the same concurrency in the same
run. What ours does besides: it charges the visitor's allowance, reads experts and settings from the database,
keeps the conversation before it is shown, and streams.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, TextIO

import uvloop
from tests.support import tied
from tests.support.expert_rows import Vocabulary, experts, insert_experts

from bench import programs
from bench.figures import Figure
from reprise.core.operations.schema import upgrade

EXPERTS = 100_000
VISITORS = 16
STREAMS = 300
SECONDS = 4.0
ROUNDS = 5
_TIMES = 2.0
_CONTROL_SECONDS = 120
_RESULT = b'"event":"result"'


def measure(scratch: Path) -> list[Figure]:
    data_dir, texts = scratch / "data", scratch / "texts"
    data_dir.mkdir(mode=0o700)
    database_url = f"sqlite:///{data_dir / 'reprise.db'}"
    upgrade(database_url)
    with texts.open("w") as file:
        insert_experts(database_url, _noted(experts(EXPERTS), file))
    with (
        programs.reprise(data_dir, {"REPRISE_CHAT_RATE": "100000"}) as server,
        bare_bm25(texts) as port,
    ):
        server.wait_ready()
        ours, bare = _asking(server.port, "/api/chat"), _asking(port, "/search")
        # The first question waits for the index.
        began = time.perf_counter()
        _press(ours, 1, 0.1)
        indexed = time.perf_counter() - began
        waits: dict[str, list[float]] = {"ours": [], "bare": []}
        for _ in range(ROUNDS):
            waits["ours"] += _press(ours, VISITORS, SECONDS)
            waits["bare"] += _press(bare, VISITORS, SECONDS)
        together = _press(ours, STREAMS, 0.0)
    note = f"p50 of {len(waits['ours'])}, SQLite; index ready {indexed:.0f} s after the server"
    return [
        Figure(
            f"first result, {EXPERTS:,} experts, {VISITORS} visitors",
            1e3 * median(waits["ours"]),
            "ms",
            control=1e3 * median(waits["bare"]),
            times_control=_TIMES,
            note=note,
        ),
        Figure(
            f"{STREAMS} streams at once, one process", 1e3 * median(together), "ms", note="p50 to the result"
        ),
    ]


def _noted(rows: Iterator[dict[str, Any]], texts: TextIO) -> Iterator[dict[str, Any]]:
    """The same rows; the control reads what they say from `texts`."""
    for one in rows:
        print(" ".join(str(one[name]) for name in ("job_title", "category", "tags", "bio")), file=texts)
        yield one


@contextmanager
def bare_bm25(texts: Path) -> Iterator[int]:
    """Port of the control, ready."""
    import sys

    port = tied.free_port()
    control = Path(__file__).parent / "controls" / "bare_bm25.py"
    process = tied.start([sys.executable, control, port, texts])
    try:
        deadline = time.monotonic() + _CONTROL_SECONDS
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the control did not start")
            time.sleep(0.5)
        yield port
    finally:
        tied.stop(process)


def _answers(port: int) -> bool:
    try:
        programs.wait_answer(port, "/healthz", lambda: "refused", every=0.1)
    except RuntimeError:
        return False
    return True


def _asking(port: int, path: str) -> Callable[[str], tuple[int, bytes]]:
    """Makes whole requests."""

    def make(query: str) -> tuple[int, bytes]:
        body = json.dumps({"query": query}).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        return port, head.encode() + body

    return make


def _press(make: Callable[[str], tuple[int, bytes]], visitors: int, seconds: float) -> list[float]:
    return uvloop.run(_pressing(make, visitors, seconds))


async def _pressing(make: Callable[[str], tuple[int, bytes]], visitors: int, seconds: float) -> list[float]:
    """Seconds to each result; every visitor asks at least once, the next question after the answer."""
    deadline = time.perf_counter() + seconds
    taken = await asyncio.gather(*(_visitor(make, seed, deadline) for seed in range(visitors)))
    return [one for each in taken for one in each]


async def _visitor(make: Callable[[str], tuple[int, bytes]], seed: int, deadline: float) -> list[float]:
    words = _QUERIES[seed % len(_QUERIES)]
    taken: list[float] = []
    while not taken or time.perf_counter() < deadline:
        port, request = make(" ".join(words[len(taken) % 50]))
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        began = time.perf_counter()
        writer.write(request)
        answer = b""
        while _RESULT not in answer and (part := await reader.read(65536)):
            answer += part
        taken.append(time.perf_counter() - began)
        if not answer.startswith(b"HTTP/1.1 200") or b'"event":"error"' in answer:
            raise RuntimeError(answer[:400].decode(errors="replace"))
        while await reader.read(65536):
            pass
        writer.close()
    return taken


_VOCABULARY = Vocabulary(1)
_QUERIES = [[_VOCABULARY.some(6) for _ in range(50)] for _ in range(VISITORS)]
