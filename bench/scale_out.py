"""Music made by 1, 2 and 4 workers, against as many times that of one, up to the cores.

PostgreSQL, an S3 server, an API and the workers are processes of this machine: from as many workers as there
are cores on, all of it shares the cores with the engines. How much it takes of them is told. Beside that, the
engines alone: as many engine processes, told what to play one piece after the other, without queue, database
or storage.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx
import psutil
import psycopg
from tests.support import postgres, programs, s3, tied
from tests.support.behind_nginx import NAME
from tests.support.fleet import Fleet, sign_in
from tests.support.hosts import HERE, Loopback

from bench.figures import Figure
from reprise.songs.engines.protocol import RenderRequest
from reprise.songs.generation.engine_host import EngineHost, Listener

WORKERS = (1, 2, 4)
PIECES = 12
SECONDS = 60.0
ROUNDS = 3
AT_LEAST = 0.85
ENGINES, OTHERS = "engines", "others"
TEXT = "slow sad piano in D minor, 60 bpm"
_PATIENCE = 300.0
_TOOK = (
    "SELECT extract(epoch FROM max(completed_at) - min(started_at)) FROM generation_jobs WHERE id = ANY(%s)"
)
_IGNORE = Listener(lambda *_: None, lambda *_: None)


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of music in a second; cores that were busy meanwhile, by who kept them busy."""

    rate: float
    cores: dict[str, float]

    @property
    def note(self) -> str:
        return "cores busy: " + ", ".join(f"{name} {value:.2f}" for name, value in self.cores.items())


def measure(scratch: Path, size: float) -> list[Figure]:
    """`size` multiplies the pieces of a round."""
    binaries = programs.find_postgresql()
    if binaries is None:
        raise RuntimeError("PostgreSQL is not installed")
    pieces = max(2 * max(WORKERS), int(PIECES * size))
    whole: dict[int, list[Run]] = {count: [] for count in WORKERS}
    bare: dict[int, list[float]] = {count: [] for count in WORKERS}
    with _installation(scratch, binaries) as site:
        for _ in range(ROUNDS):
            with site.workers() as growing:
                for count in WORKERS:
                    growing.grow(count)
                    whole[count].append(site.run(count, pieces))
            for count in WORKERS:
                bare[count].append(asyncio.run(_engines_alone(scratch, count, pieces)))
    return _figures(whole, bare, pieces)


def _figures(whole: dict[int, list[Run]], bare: dict[int, list[float]], pieces: int) -> list[Figure]:
    cores = os.cpu_count() or 1
    middle = {count: _middle(runs) for count, runs in whole.items()}
    alone = {count: median(found) for count, found in bare.items()}
    one = middle[1]
    note = (
        f"{pieces} pieces of {SECONDS:g} s, middle of {ROUNDS} rounds; control: one engine alone; {one.note}"
    )
    figures = [Figure("music, 1 worker", one.rate, "s/s", alone[1], note=note)]
    for count in WORKERS[1:]:
        linear, run = min(count, cores), middle[count]
        limit = f"control: {linear} × one, for there are {cores} cores"
        figures += [
            Figure(
                f"music, {count} workers",
                run.rate,
                "s/s",
                linear * one.rate,
                at_least_control=AT_LEAST,
                note=f"{limit}; {run.note}",
            ),
            Figure(f"  {count} engines alone", alone[count], "s/s", linear * alone[1], note=limit),
        ]
        if count >= cores:
            figures.append(_left(count, run, cores))
    return figures


def _middle(runs: Sequence[Run]) -> Run:
    return sorted(runs, key=lambda run: run.rate)[len(runs) // 2]


def _left(count: int, run: Run, cores: int) -> Figure:
    """What the rest of the installation asks for goes on at the same pace whoever else uses the machine."""
    rest = sum(busy for name, busy in run.cores.items() if name not in {ENGINES, OTHERS})
    note = "what workers, API, database and storage leave; control: all of them"
    return Figure(f"  left to {count} engines", cores - rest, "cores", cores, note=note)


async def _engines_alone(folder: Path, count: int, pieces: int) -> float:
    """Seconds of music in a second."""
    engines = [EngineHost(["composer"]) for _ in range(count)]
    seeds = iter(range(pieces))

    async def play(number: int, seeds: Iterator[int]) -> None:
        for seed in seeds:
            asked = RenderRequest(text=TEXT, duration=SECONDS, seed=seed)
            await engines[number].render("composer", asked, folder / f"alone-{number}.flac", _IGNORE)

    try:
        # The first piece of each starts it.
        await asyncio.gather(*(play(number, iter([number])) for number in range(count)))
        began = time.perf_counter()
        await asyncio.gather(*(play(number, seeds) for number in range(count)))
        return pieces * SECONDS / (time.perf_counter() - began)
    finally:
        for engine in engines:
            await engine.kill()


class _Site:
    """The installation, and whose processes are whose."""

    def __init__(
        self,
        fleet: Fleet,
        client: httpx.Client,
        database: psycopg.Connection[tuple[object, ...]],
        roots: dict[str, psutil.Process],
    ) -> None:
        self._fleet, self._client, self._database, self._roots = fleet, client, database, roots
        self._hosts: list[Loopback] = []
        self._seeds = itertools.count()
        prompt = client.post("/api/v1/prompts", json={"text": TEXT}).raise_for_status()
        self._prompt = prompt.json()["id"]

    @contextmanager
    def workers(self) -> Iterator[_Site]:
        """None at first; all of them are stopped afterwards."""
        try:
            yield self
        finally:
            for host in self._hosts:
                self._fleet.stop(host)
            self._hosts.clear()

    def grow(self, count: int) -> None:
        while len(self._hosts) < count:
            # Of another name in each round: a data directory of its own.
            host = Loopback(f"127.0.1.{next(self._seeds) + 1}")
            self._fleet.start_worker(host)
            self._hosts.append(host)
        alive = "SELECT count(*) FROM worker_leases WHERE judge IS NULL"
        self._wait(lambda: self._rows(alive)[0][0] == count)

    def run(self, count: int, pieces: int) -> Run:
        # One each that is not counted: it starts the engines.
        self._finished([self._submit() for _ in range(count)])
        self._client.post("/api/v1/queue/pause").raise_for_status()
        jobs = [self._submit() for _ in range(pieces)]
        before, busy, began = self._used(), _busy(), time.perf_counter()
        self._client.post("/api/v1/queue/resume").raise_for_status()
        self._finished(jobs)
        wall = time.perf_counter() - began
        used = {name: (value - before[name]) / wall for name, value in self._used().items()}
        used[OTHERS] = max(0.0, (_busy() - busy) / wall - sum(used.values()))
        ((took,),) = self._rows(_TOOK, jobs)
        return Run(pieces * SECONDS / float(str(took)), used)

    def _submit(self) -> str:
        asked = {
            "prompt_id": self._prompt,
            "engine": "composer",
            "num_samples": 1,
            "duration": SECONDS,
            "seed": next(self._seeds),
        }
        return str(self._client.post("/api/v1/generate", json=asked).raise_for_status().json()["id"])

    def _finished(self, jobs: Sequence[str]) -> None:
        waiting = "SELECT count(*) FROM generation_jobs WHERE id = ANY(%s) AND status <> 'completed'"
        self._wait(lambda: self._rows(waiting, list(jobs))[0][0] == 0)

    def _wait(self, holds: Callable[[], bool]) -> None:
        # Seldom: whoever looks takes of the same cores, and when a job ended the database says.
        tied.until(holds, _PATIENCE, self._fleet.logs, every=0.5)

    def _rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        return self._database.execute(query.encode(), values).fetchall()

    def _used(self) -> dict[str, float]:
        """CPU seconds by kind of process."""
        used = {name: _cpu([root, *root.children(recursive=True)]) for name, root in self._roots.items()}
        workers = [self._fleet.process(host) for host in self._hosts]
        engines = [child for worker in workers for child in worker.children(recursive=True)]
        return {ENGINES: _cpu(engines), "workers": _cpu(workers)} | used


def _cpu(processes: Sequence[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def _busy() -> float:
    """Seconds of all cores on anything, stolen ones too."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


@contextmanager
def _installation(scratch: Path, binaries: Path) -> Iterator[_Site]:
    with ExitStack() as stack:
        directory = stack.enter_context(postgres.owned_directory())
        postgres.initialise(binaries, directory)
        url = stack.enter_context(postgres.running(binaries, directory))
        server = stack.enter_context(s3.running(scratch / "s3.log"))
        fleet = stack.enter_context(closing(Fleet(scratch, url, server.make_bucket())))
        fleet.add_admin(HERE)
        fleet.start_api(HERE)
        tied.until(lambda: fleet.is_alive(HERE), _PATIENCE, fleet.logs, every=0.1)
        headers = {"Host": NAME}
        client = stack.enter_context(
            httpx.Client(base_url=f"http://{fleet.address(HERE)}", headers=headers, timeout=60)
        )
        sign_in(client)
        database = stack.enter_context(psycopg.connect(url, autocommit=True))
        first = int((directory / "data" / "postmaster.pid").read_text().split()[0])
        roots = {"API": fleet.process(HERE), "database": psutil.Process(first)}
        yield _Site(fleet, client, database, roots | {"storage": psutil.Process(server.process.pid)})
