"""Installations to break: SQLite and files in one directory, or PostgreSQL and S3 behind proxies."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.support import postgres, programs, s3
from tests.support.proxy import LoopThread, Proxy
from tests.support.s3 import S3Server

from soak.cluster import Cluster
from soak.place import Place
from soak.twist import Twist, build
from soak.volume import Volume

_WORKERS = 2


@dataclass
class Ground:
    """`place` is how the checker reaches it, `environment` how its processes do, through the proxies."""

    name: str
    place: Place
    environment: Mapping[str, str]
    new_place: Callable[[Path], Place]
    """An empty place of the same kind for what a backup holds, with its data directory there."""
    volume: Volume | None = None
    twist: Twist | None = None
    cluster: Cluster | None = None
    bucket_server: S3Server | None = None
    proxies: dict[str, Proxy] = field(default_factory=dict)
    workers: int = _WORKERS

    def repoint(self) -> None:
        """After the cluster came back on another port."""
        assert self.cluster is not None
        self.proxies["database"].target = self.cluster.port
        self.place = Place(
            data_dir=self.place.data_dir,
            database_url=_at(self.place.database_url, self.cluster.port),
            storage_url=self.place.storage_url,
            storage_endpoint=self.place.storage_endpoint,
            credentials=self.place.credentials,
        )


@contextmanager
def on_sqlite(scratch: Path, volume: Volume | None) -> Iterator[Ground]:
    data_dir = volume.path if volume else scratch / "data"
    place = Place(data_dir, f"sqlite:///{data_dir / 'reprise.db'}")

    def new_place(directory: Path) -> Place:
        return Place(directory, f"sqlite:///{directory / 'reprise.db'}")

    twist = build(scratch)
    environment = place.environment | (twist.environment if twist else {})
    yield Ground("SQLite and files", place, environment, new_place, volume=volume, twist=twist)


@contextmanager
def on_postgresql(scratch: Path, volume: Volume | None) -> Iterator[Ground]:
    """
    Raises:
        RuntimeError: there is no PostgreSQL on this machine.
    """
    binaries = programs.find_postgresql()
    if binaries is None:
        raise RuntimeError("PostgreSQL is not installed")
    with ExitStack() as stack:
        directory = stack.enter_context(postgres.owned_directory())
        postgres.initialise(binaries, directory)
        cluster = Cluster(binaries, directory)
        stack.callback(cluster.close)
        cluster.start()
        bucket_server = stack.enter_context(s3.running(scratch / "s3.log"))
        bucket = bucket_server.make_bucket()
        # The checker, too, asks for files with the credentials of the environment.
        os.environ.update(bucket.environment)
        proxies = stack.enter_context(_proxies({"database": cluster.port, "storage": bucket_server.port}))
        data_dir = volume.path if volume else scratch / "data"
        place = Place(
            data_dir,
            cluster.server.create_database(),
            f"{bucket.url}/soak",
            bucket.endpoint,
            bucket.environment,
        )
        through = place.environment | {
            "REPRISE_DATABASE_URL": _at(place.database_url, proxies["database"].port),
            "REPRISE_STORAGE_ENDPOINT": f"http://127.0.0.1:{proxies['storage'].port}",
        }
        if twist := build(scratch):
            through |= twist.environment

        def new_place(directory: Path) -> Place:
            url = cluster.server.create_database()
            return Place(
                directory, url, f"{bucket.url}/{directory.name}", bucket.endpoint, bucket.environment
            )

        yield Ground(
            "PostgreSQL and S3",
            place,
            through,
            new_place,
            volume=volume,
            twist=twist,
            cluster=cluster,
            bucket_server=bucket_server,
            proxies=proxies,
        )


@contextmanager
def _proxies(targets: Mapping[str, int]) -> Iterator[dict[str, Proxy]]:
    thread = LoopThread("proxies")
    thread.start()
    made = {name: Proxy(thread.loop, port) for name, port in targets.items()}
    for proxy in made.values():
        proxy.start()
    try:
        yield made
    finally:
        for proxy in made.values():
            proxy.close()
        thread.end()


def _at(url: str, port: int) -> str:
    parts = urlsplit(url)
    user = f"{parts.username}@" if parts.username else ""
    return parts._replace(netloc=f"{user}{parts.hostname}:{port}").geturl()
