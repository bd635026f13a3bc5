"""Audio by HTTP: as fast as Starlette's own FileResponse, in little memory, and with a server that answers.

What ours does besides: it knows who asks, finds the sample in the database, and answers conditions as
RFC 9110 has them.
"""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import httpx
import numpy as np
import soundfile
from tests.memory.pss import pss
from tests.support import tied
from tests.support.processes import ServerProcess
from tests.support.rows import insert_samples

from bench import programs
from bench.figures import Figure
from bench.load import Load, by_turns
from bench.readers import read
from reprise.core.storage import open_storage

FILE_MB = 10
RANGE = 1024 * 1024
MOST_READERS = 50
SECONDS = 2.0
ROUNDS = 5
MORE_MEMORY = 20
PACE = 1_000_000
PROBES = 300
PROBE_EVERY = 0.02
LISTENED_SECONDS = 20.0
RENDERED_SECONDS = 240
JOBS = 2
_START = 4_097
_AT_LEAST = 1.0
_TIMES_BUSY = 5.0
_PATIENCE = 60.0


def measure(scratch: Path, size: float) -> list[Figure]:
    """`size` multiplies the file and the number of readers."""
    readers = max(2, int(MOST_READERS * size))
    data_dir = scratch / "data"
    with programs.reprise(data_dir) as server:
        server.wait_ready()
        path = _noise(scratch / "noise.flac", FILE_MB * size)
        stored = _store(data_dir, path)
        with programs.control("bare_files", path) as (control, port):
            programs.wait_answer(port, "/healthz", control.poll)
            pair = _Pair(server, stored, f"http://127.0.0.1:{port}", path.stat().st_size)
            figures = [pair.compare(part, count) for part in (True, False) for count in (1, readers)]
        return [*figures, _memory(pair, readers), _busy(pair, readers)]


def _noise(path: Path, megabytes: float) -> Path:
    """Noise cannot be made smaller: two bytes a sample and channel."""
    frames = int(megabytes * 1e6 / 4)
    sound = np.random.default_rng(1).integers(-(2**15), 2**15, (frames, 2), dtype=np.int16)
    soundfile.write(path, sound, 44_100, subtype="PCM_16")
    return path


def _store(data_dir: Path, path: Path) -> str:
    """Path in the API of a sample whose file this is."""
    (sample,) = insert_samples(data_dir, 1)
    asyncio.run(open_storage("", data_dir=data_dir).put_file(f"audio/{sample}.flac", path))
    with sqlite3.connect(data_dir / "reprise.db") as connection:
        connection.execute("UPDATE audio_samples SET bytes = ?", (path.stat().st_size,))
    connection.close()
    return f"/api/v1/audio/{sample}/stream"


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sample of ours, and the same file at the control."""

    server: ServerProcess
    path: str
    bare: str
    size: int

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.server.token}"}

    def ours(self, part: bool, readers: int) -> Load:
        return self._read(self.server.url, self.path, self.headers, part, readers)

    def theirs(self, part: bool, readers: int) -> Load:
        return self._read(self.bare, "/file", {}, part, readers)

    def compare(self, part: bool, readers: int) -> Figure:
        self._compare_bytes(part)
        turns = by_turns([partial(self.ours, part, readers), partial(self.theirs, part, readers)], ROUNDS)
        ours, bare = (median(load.rate for load in loads) / 1e6 for loads in turns)
        what = "1 MiB ranges" if part else f"a whole file of {self.size / 1e6:.0f} MB"
        note = f"median of {ROUNDS} × {SECONDS:g} s, SQLite, local file"
        return Figure(
            f"{what}, {readers} readers", ours, "MB/s", control=bare, at_least_control=_AT_LEAST, note=note
        )

    def _read(self, url: str, path: str, headers: dict[str, str], part: bool, readers: int) -> Load:
        expected = min(RANGE, self.size - _START) if part else self.size
        wanted = headers | ({"Range": f"bytes={_START}-{_START + expected - 1}"} if part else {})
        return read(url, path, wanted, readers=readers, seconds=SECONDS, expected=expected)

    def _compare_bytes(self, part: bool) -> None:
        """Both must send the same."""
        wanted = {"Range": f"bytes={_START}-{_START + RANGE - 1}"} if part else {}
        here = httpx.get(f"{self.server.url}{self.path}", headers=self.headers | wanted)
        there = httpx.get(f"{self.bare}/file", headers=wanted)
        assert here.status_code == there.status_code == (206 if part else 200), (here, there)
        assert here.content == there.content


def _memory(pair: _Pair, readers: int) -> Figure:
    pair.ours(False, 1)
    before, most = pss(pair.server.pid), 0
    with _in_a_thread(partial(pair.ours, False, readers)) as reading:
        while reading.is_alive():
            most = max(most, pss(pair.server.pid))
            time.sleep(0.05)
    return Figure(
        f"more memory, API, {readers} readers of {pair.size / 1e6:.0f} MB",
        (most - before) / 1e6,
        "MB",
        at_most=MORE_MEMORY,
        note="PSS, beside that after one reader; as fast as they get it",
    )


@contextmanager
def _in_a_thread(work: Callable[[], object]) -> Iterator[threading.Thread]:
    thread = threading.Thread(target=work)
    thread.start()
    yield thread
    thread.join()


def _busy(pair: _Pair, readers: int) -> Figure:
    """How long the API takes for the state of a job, alone, and while it streams and a worker renders."""
    with pair.server.client() as client:
        prompt = client.post("/api/v1/prompts", json={"text": "driving techno"}).raise_for_status().json()
        asked = {"prompt_id": prompt["id"], "duration": RENDERED_SECONDS, "num_samples": 8}
        probed = "/api/v1/jobs?limit=10"
        _probe(client, probed, PROBES // 10)
        idle = _p99(_probe(client, probed, PROBES))
        jobs = [client.post("/api/v1/generate", json=asked).raise_for_status().json() for _ in range(JOBS)]
        tied.until(lambda: _is_rendering(client), _PATIENCE, lambda: "no worker began")
        with _listeners(pair, readers) as listening:
            busy = _p99(_probe(client, probed, PROBES))
            assert _is_rendering(client), "the renders ended before the measurement did"
            rate = listening()
        for job in jobs:
            client.post(f"{job['links']['self']}/cancel")
    return Figure(
        f"API p99 while a job renders and {readers} readers listen",
        1e3 * busy,
        "ms",
        control=1e3 * idle,
        times_control=_TIMES_BUSY,
        note=f"{probed}, {PROBES} each; they got {rate / 1e6:.0f} of {readers * PACE / 1e6:.0f} MB/s; "
        "the control is the same without them",
    )


def _is_rendering(client: httpx.Client) -> bool:
    found = client.get("/api/v1/jobs?status=processing").raise_for_status().json()
    return bool(found["items"])


@contextmanager
def _listeners(pair: _Pair, readers: int) -> Iterator[Callable[[], float]]:
    """Readers at a pace in a process of their own; what is yielded waits for the bytes a second they got."""
    given = (pair.server.url, pair.path, pair.server.token, readers, PACE, LISTENED_SECONDS)
    process = tied.start([sys.executable, "-m", "bench.readers", *given], stdout=subprocess.PIPE)
    assert process.stdout is not None
    said = process.stdout
    try:
        assert said.readline() == b"reading\n", "the readers did not start"
        yield lambda: float(said.readline())
    finally:
        tied.stop(process)
        said.close()


def _probe(client: httpx.Client, path: str, times: int) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        client.get(path).raise_for_status()
        taken.append(time.perf_counter() - began)
        time.sleep(PROBE_EVERY)
    return taken


def _p99(seconds: list[float]) -> float:
    return quantiles(seconds, n=100)[-1]
