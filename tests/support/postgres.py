"""A PostgreSQL server for the tests: the one that REPRISE_TEST_POSTGRES_URL names, else a private cluster."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql
from tests.support import programs, tied
from tests.support.hosts import HERE, Host

_SETTINGS = {
    "shared_buffers": "32MB",
    "max_connections": "200",
    "unix_socket_directories": "",
}


@dataclass(frozen=True)
class PostgresServer:
    """`url` names a database from which others may be created and dropped."""

    url: str

    def create_database(self, template: str | None = None) -> str:
        """URL of a new database, empty or a copy of the database at the URL `template`."""
        name = f"reprise_test_{secrets.token_hex(6)}"
        source = _name(template) if template else "template0"
        # PostgreSQL 15 would by default write all of it to its log, too, which takes twice as long.
        self._execute("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, source)
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def drop_database(self, url: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", _name(url))

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for the whole session."""
    if url := os.environ.get("REPRISE_TEST_POSTGRES_URL"):
        yield PostgresServer(url)
        return
    # What a killed process of ours had committed stands without flushes too: only a power cut needs them.
    with private_server(programs.postgresql(), fsync=False) as server:
        yield server


@contextmanager
def private_server(binaries: Path, *, fsync: bool = True, host: Host = HERE) -> Iterator[PostgresServer]:
    """A small cluster of its own on a free port, gone afterwards."""
    with owned_directory() as directory:
        initialise(binaries, directory)
        with running(binaries, directory, host, fsync="on" if fsync else "off") as url:
            yield PostgresServer(url)


@contextmanager
def owned_directory() -> Iterator[Path]:
    """For a cluster and its log; of the user that will run it, and gone afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="reprise-pg-", dir="/tmp"))
    if user := _server_user():
        os.chown(directory, user.pw_uid, user.pw_gid)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _server_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; anybody else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name: user for user in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _identity() -> dict[str, Any]:
    user = _server_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def initialise(binaries: Path, directory: Path) -> None:
    """Make an empty cluster in `directory`."""
    command = [binaries / "initdb", "-D", directory / "data", "-U", "reprise", "-A", "trust"]
    options = ["-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"]
    with (directory / "log").open("wb") as log:
        process = tied.start([*command, *options], stdout=log, stderr=log, cwd=directory, **_identity())
        assert process.wait() == 0, (directory / "log").read_text()
    with (directory / "data" / "pg_hba.conf").open("a") as rules:
        # Of a private server it is always a network of ours.
        rules.write("host all all samenet trust\n")


@contextmanager
def running(binaries: Path, directory: Path, host: Host = HERE, **settings: str) -> Iterator[str]:
    """URL of the cluster that `initialise` made in `directory`, on a free port while this lasts."""
    port = tied.free_port()
    place = {"port": str(port), "listen_addresses": host.address}
    options = [f"--{name}={value}" for name, value in {**_SETTINGS, **settings, **place}.items()]
    command = [binaries / "postgres", "-D", directory / "data", *options]
    url = f"postgresql://reprise@{host.address}:{port}/postgres"
    with (directory / "log").open("wb") as log:
        # SIGINT is PostgreSQL's fast shutdown: it ends sessions and leaves no process behind.
        process = host.start(
            command, on_death=signal.SIGINT, stdout=log, stderr=log, cwd=directory, **_identity()
        )
    try:
        tied.until(lambda: _answers(url, process), 60, (directory / "log").read_text)
        yield url
    finally:
        tied.stop(process, signal.SIGINT)


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, f"postgres ended with {process.returncode}"
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
