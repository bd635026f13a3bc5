"""Ratings written and read, outputs listed, and the start of the server: Reprise beside MLflow and Phoenix.

The same client, the same concurrency, the same minute, and SQLite on the same disk, the default of all three.
What each writes is not the same: Reprise also writes the event that tells listeners, with the durability of
a power cut (synchronous FULL).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median

import httpx

from bench import programs
from bench.figures import Figure
from bench.load import Load, MakeRequest, by_turns, press
from bench.peers.environments import PeerUnavailableError
from bench.peers.mlflow import Mlflow
from bench.peers.phoenix import Phoenix
from bench.peers.reprise import Reprise
from bench.peers.server import PAGE, RATINGS, Asked, Peer

CLIENTS = (1, 16)
SECONDS = 3.0
ROUNDS = 3
STARTS = 3
AT_LEAST = 5.0
_SHARE_OF_START = 0.25


def measure(scratch: Path, size: float) -> list[Figure]:
    """Figures against those peers that are to be had; why another is not, it says on standard error.

    `size` multiplies the time of each round and the number of starts.
    """
    peers: list[Peer] = []
    for kind in (Mlflow, Phoenix):
        try:
            peers.append(kind(scratch))
        except PeerUnavailableError as reason:
            print(f"\n{reason}", file=sys.stderr)
    if not peers:
        return []
    try:
        starts = _starts(scratch / "data", peers, max(1, round(STARTS * size)))
        return [*starts, *_side_by_side(scratch / "data", peers, SECONDS * size)]
    except PeerUnavailableError as reason:
        print(f"\n{reason}", file=sys.stderr)
        return []


def _starts(data_dir: Path, peers: Sequence[Peer], starts: int) -> list[Figure]:
    """One after the other, the first start of each uncounted: it makes the database."""
    ours: list[float] = []
    theirs: list[list[float]] = [[] for _ in peers]
    for _ in range(starts + 1):
        ours.append(_start(data_dir))
        for place, peer in enumerate(peers):
            with peer.running() as seconds:
                theirs[place].append(seconds)
    return [
        Figure(
            f"server ready, against {peer.name}",
            median(ours[1:]),
            "s",
            control=median(theirs[place][1:]),
            times_control=_SHARE_OF_START,
            note=f"{peer.requirement}, median of {starts}, on a database that is there",
        )
        for place, peer in enumerate(peers)
    ]


def _start(data_dir: Path) -> float:
    began = time.monotonic()
    with programs.reprise(data_dir) as server:
        return programs.wait_answer(server.port, "/healthz", lambda: server.returncode) - began


def _side_by_side(data_dir: Path, peers: Sequence[Peer], seconds: float) -> list[Figure]:
    with ExitStack() as stack:
        server = stack.enter_context(programs.reprise(data_dir))
        server.wait_ready()
        for peer in peers:
            stack.enter_context(peer.running())
        everybody: list[Asked] = [Reprise(data_dir, server), *peers]
        for one in everybody:
            with httpx.Client(base_url=one.url, timeout=60, headers=one.headers) as client:
                one.fill(client)
                assert one.counts(client) == (RATINGS, PAGE), (one, one.counts(client))
        return [figure for clients in CLIENTS for figure in _figures(everybody, clients, seconds)]


def _figures(everybody: Sequence[Asked], clients: int, seconds: float) -> Iterator[Figure]:
    writes = [(one.write, one.written_status) for one in everybody]
    yield _compare("ratings written", clients, seconds, everybody, writes, AT_LEAST)
    reads = [(one.read, 200) for one in everybody]
    yield _compare(f"{RATINGS} ratings read", clients, seconds, everybody, reads, AT_LEAST)
    listings = [(one.listing, 200) for one in everybody]
    yield _compare(f"{PAGE} outputs listed", clients, seconds, everybody, listings)


def _compare(
    what: str,
    clients: int,
    seconds: float,
    everybody: Sequence[Asked],
    asked: Sequence[tuple[MakeRequest, int]],
    at_least: float | None = None,
) -> Figure:
    measures = [
        partial(press, one.url, make, clients=clients, seconds=seconds, status=status)
        for one, (make, status) in zip(everybody, asked, strict=True)
    ]
    rates = [_rate(loads) for loads in by_turns(measures, ROUNDS)]
    each = ", ".join(f"{one.name} {rate:.4g}/s" for one, rate in zip(everybody[1:], rates[1:], strict=True))
    return Figure(
        f"{what}, {clients} clients",
        rates[0],
        "/s",
        control=max(rates[1:]),
        at_least_control=at_least,
        note=f"{each}; the control is the better one",
    )


def _rate(loads: Sequence[Load]) -> float:
    return median(load.rate for load in loads)
