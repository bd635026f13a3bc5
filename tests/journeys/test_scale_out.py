"""Many hosts: some are cut off in the middle of work and come back, others are restarted, and nobody notices.

PostgreSQL, S3, nginx, two APIs and four workers, each on a host of its own.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest
from tests.support import behind_nginx, postgres, programs, s3, tied
from tests.support.fleet import Fleet, listener, patiently, reader, sign_in, submit
from tests.support.hosts import CutOffHost
from tests.support.network import network

from reprise.core.context import Core, open_core
from reprise.core.events.repository import Position
from reprise.songs.generation import storage_keys, upkeep

WORKERS = 4
TAKEN_OVER_WITHIN = 60.0
EXECUTOR = re.compile(r'"event": "worker_ready", "executor": "([^"]+)"')
Told = list[tuple[str, str, str]]


@dataclass(frozen=True)
class Site:
    """All of it: who there is, and what one asks from outside."""

    fleet: Fleet
    apis: list[CutOffHost]
    workers: list[CutOffHost]
    address: str
    client: httpx.Client

    def wait(self, what: str, holds: Callable[[], bool], within_s: float = 60) -> None:
        tied.until(
            holds, within_s, lambda: f"{what}: not within {within_s:g} s\n{self.fleet.logs()}", every=0.2
        )

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self.fleet.database_url) as connection:
            return connection.execute(query.encode(), values).fetchall()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with ExitStack() as stack:
        net = stack.enter_context(network())
        print(net.way)
        binaries = programs.postgresql()
        server = postgres.private_server(binaries, fsync=False, host=net.host("database"))
        url = stack.enter_context(server).create_database()
        bucket = stack.enter_context(s3.running(tmp_path / "s3.log", net.host("storage"))).make_bucket()
        fleet = stack.enter_context(closing(Fleet(tmp_path, url, bucket)))
        apis = [net.host(f"api-{number}") for number in (1, 2)]
        workers = [net.host(f"worker-{number}") for number in range(1, WORKERS + 1)]
        fleet.add_admin(apis[0])
        for host in workers:
            fleet.start_worker(host, kept=True)
        for host in apis:
            fleet.start_api(host)
        proxy = net.host("proxy")
        addresses = [fleet.address(host, proxy) for host in apis]
        secure, _ = stack.enter_context(behind_nginx.nginx(tmp_path, addresses, proxy))
        for host in apis:
            fleet.wait_ready(host)
        client = stack.enter_context(behind_nginx.client(secure))
        sign_in(client)
        site = Site(fleet, apis, workers, secure, client)
        site.wait("all workers", lambda: len(leases(site)) == WORKERS, 120)
        yield site


def leases(site: Site) -> dict[str, str]:
    """The executor of each host, as its own log says: processes behind relays share the machine's name."""
    found = site.rows("SELECT executor_id FROM worker_leases WHERE judge IS NULL")
    alive = {str(executor) for (executor,) in found}
    said = {host.name: EXECUTOR.findall(site.fleet.log(host)) for host in site.workers}
    return {name: ids[-1] for name, ids in said.items() if ids and ids[-1] in alive}


def have_new_leases(site: Site, before: dict[str, str], *hosts: CutOffHost) -> bool:
    now = leases(site)
    return all(now.get(host.name, before[host.name]) != before[host.name] for host in hosts)


def test_many_hosts(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in site.fleet.bucket.environment.items():
        monkeypatch.setenv(name, value)
    with ExitStack() as stack:
        read = stack.enter_context(reader(site.client, site.address, every=0.3))
        heard = [stack.enter_context(listener(site.client, site.address)) for _ in range(2)]
        site.wait("listeners are greeted", lambda: all(heard))
        jobs = hosts_are_cut_off(site)
        site.wait("all are told", lambda: all_heard_of(heard, jobs))
        site.apis[0].heal()
        jobs = rolling_restart(site)
        site.wait("all are told", lambda: all_heard_of(heard, jobs))
    # Half a minute of them may go by on what was asked of a host in the moment in which it was cut off.
    assert len(read) > 20 and set(read) == {200}, "what was asked once was not answered"
    for one in heard:
        told_everything_once(site, one)


def hosts_are_cut_off(site: Site) -> list[str]:
    """A worker in a transaction, its file stored; one that sleeps meanwhile, as its engine plays on; an API.

    The workers come back, the API does not yet.
    """
    before = leases(site)
    jobs = [submit(site.client, f"takes 0.1, then {pace}", num_samples=2) for pace in (4, 12)]
    site.wait("first samples", lambda: all(len(samples(site, job)) == 1 for job in jobs))
    first = [samples(site, job)[0] for job in jobs]
    with publishing_held_up(site):
        in_transaction, asleep = (host_of(site, job) for job in jobs)
        for host in (in_transaction, asleep, site.apis[0]):
            host.cut()
        sleeper = site.fleet.worker_process(asleep)
        sleeper.suspend()
    began = time.monotonic()
    site.wait("both are finished", lambda: all(has_ended(site, job) for job in jobs), TAKEN_OVER_WITHIN)
    print(f"taken over and finished {time.monotonic() - began:.1f} s after both were cut off")
    made = [samples(site, job) for job in jobs]
    in_transaction.heal()
    asleep.heal()
    sleeper.resume()
    # What was not answered before the API was cut off is asked of the other one; so is this.
    jobs.append(patiently(site.client, "takes 0.1 while an API is cut off"))
    site.wait("both come back", lambda: have_new_leases(site, before, in_transaction, asleep), 120)
    assert all("lease_lost" in site.fleet.log(host) for host in (in_transaction, asleep))
    for job, rows, sample in zip(jobs, made, first, strict=False):
        assert [index for _, index, _, _ in rows] == [0, 1], "a sample is missing, or was made twice"
        assert rows[0] == sample, "what was finished was made again"
        assert samples(site, job) == rows, "what came late changed something"
    objects_are_those_of_rows(site)
    return jobs


def has_ended(site: Site, job: str) -> bool:
    """Asked of the database: an API is cut off."""
    ((status,),) = site.rows("SELECT status FROM generation_jobs WHERE id = %s", job)
    assert status in {"queued", "processing", "completed"}, status
    return status == "completed"


@contextmanager
def publishing_held_up(site: Site) -> Iterator[None]:
    """From when a worker waits in the middle of a transaction for the database."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO audio_samples%%'"
    )
    with psycopg.connect(site.fleet.database_url) as connection:
        connection.execute("LOCK TABLE audio_samples IN EXCLUSIVE MODE")
        site.wait("a worker publishes", lambda: site.rows(waiting)[0][0] == 1)
        yield


def host_of(site: Site, job: str) -> CutOffHost:
    """Whose worker runs the workflow of the job."""
    query = (
        "SELECT w.executor_id FROM generation_jobs j "
        "JOIN dbos.workflow_status w ON w.workflow_uuid = j.workflow_id WHERE j.id = %s"
    )
    ((executor,),) = site.rows(query, job)
    holding = {held: name for name, held in leases(site).items()}
    return next(host for host in site.workers if host.name == holding[str(executor)])


def samples(site: Site, job: str) -> list[tuple[object, ...]]:
    query = (
        'SELECT id, "index", sha256, storage_key FROM audio_samples WHERE job_id = %s ORDER BY "index", id'
    )
    return site.rows(query, job)


def objects_are_those_of_rows(site: Site) -> None:
    """After one sweep, which workers make every ten minutes."""
    named = {str(row[0]) for row in site.rows("SELECT storage_key FROM audio_samples")}
    stored, swept, left = asyncio.run(_sweep(site))
    assert named < stored, "the one that had stored its file left no orphan"
    assert (swept, left) == (len(stored - named), named)


async def _sweep(site: Site) -> tuple[set[str], int, set[str]]:
    """What is stored before, how many files were swept away, and what is stored then."""
    core = open_core(site.fleet.settings)
    try:
        return await _keys(core), await upkeep.sweep_files(core), await _keys(core)
    finally:
        await core.close()


async def _keys(core: Core) -> set[str]:
    return {file.key async for page in core.storage.list(storage_keys.ROOT) for file in page}


def rolling_restart(site: Site) -> list[str]:
    jobs = []
    for host in site.apis:
        site.fleet.restart_api(host)
        jobs.append(patiently(site.client, f"takes 0.1 after {host.name}"))
    return jobs


def all_heard_of(heard: list[Told], jobs: list[str]) -> bool:
    """That they ended."""
    return all(set(jobs) <= {job for _, job, kind in one if kind == "done"} for one in heard)


def told_everything_once(site: Site, heard: Told) -> None:
    """From its greeting on every event that is in the table, in order."""
    greeted, *places = [Position.parse(place) for place, _, _ in heard]
    assert greeted is not None
    rows = site.rows("SELECT xid, id FROM events WHERE topic = 'jobs' ORDER BY xid, id")
    happened = [Position(*map(int, map(str, row))) for row in rows]
    assert places == [place for place in happened if place > greeted][: len(places)]
    assert len(places) > 20
