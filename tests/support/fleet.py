"""An installation of many processes, each on a host: PostgreSQL, S3, APIs, workers; and who talks to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import psutil
from tests.support import behind_nginx, tied
from tests.support.behind_nginx import NAME
from tests.support.hosts import HERE, Host, Loopback
from tests.support.s3 import S3Bucket

from reprise.core.settings import Settings

ROOT = Path(__file__).parents[2]
REPRISE = Path(sys.executable).with_name("reprise")
ADMIN = {"email": "admin@example.org", "password": "correct horse battery"}
Json = dict[str, Any]


class Fleet:
    """Processes that share a database and a bucket, and nothing else: each has its own data directory."""

    def __init__(
        self, folder: Path, database_url: str, bucket: S3Bucket, settings: Mapping[str, str] | None = None
    ) -> None:
        self.database_url, self.bucket = database_url, bucket
        self._folder, self._settings = folder, dict(settings or {})
        self._port = tied.free_port()
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def address(self, host: Host, seen_from: Host = HERE) -> str:
        # One port for all: it is part of the cookies' names.
        return seen_from.reach(host, self._port)

    def start_api(self, host: Host) -> None:
        command = [REPRISE, "serve", "--host", host.address, "--port", self._port, "--no-workers"]
        self._start(host, *command)

    def start_worker(self, host: Host, *, kept: bool = False) -> None:
        """`kept`: started again whenever it ends."""
        keeper = [sys.executable, "-m", "tests.support.kept"] if kept else []
        self._start(host, *keeper, REPRISE, "worker")

    def add_admin(self, host: Host) -> None:
        """From there, with a process that ends."""
        command = [REPRISE, "user", "add", ADMIN["email"], "--role", "admin"]
        given = self._folder / "password"
        given.write_text(f"{ADMIN['password']}\n")
        with given.open("rb") as answers:
            self._start(host, *command, stdin=answers)
        assert self._running[host.name].wait(120) == 0, self.log(host)

    def wait_ready(self, host: Host) -> None:
        url = f"http://{self.address(host)}/readyz"
        tied.until(lambda: _answers(url), 180, self.logs, every=0.2)

    def is_alive(self, host: Host) -> bool:
        """Whether an API answers there; it is ready only with a worker."""
        return _answers(f"http://{self.address(host)}/healthz")

    def stop(self, host: Host) -> None:
        """As whoever runs it would."""
        tied.stop(self._running[host.name])

    def restart_api(self, host: Host) -> None:
        process = self._running[host.name]
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        self.start_api(host)
        self.wait_ready(host)

    def process(self, host: Host) -> psutil.Process:
        """What was started there last."""
        return psutil.Process(self._running[host.name].pid)

    def worker_process(self, host: Host) -> psutil.Process:
        """The worker itself, not who keeps it going."""
        return self.process(host).children()[0]

    @property
    def settings(self) -> Settings:
        """To open the same database and storage from here; the credentials are taken from the environment."""
        return Settings(
            data_dir=self._folder / "here",
            database_url=self.database_url,
            storage_url=self._storage_url,
            storage_endpoint=self.bucket.endpoint,
        )

    @property
    def _storage_url(self) -> str:
        return f"{self.bucket.url}/fleet"

    def log(self, host: Host) -> str:
        return self._log_path(host).read_text(errors="replace")

    def logs(self) -> str:
        """The ends of all, for whoever waited in vain."""
        paths = sorted(self._folder.glob("*.log"))
        return "\n".join(f"--- {path.name}\n{path.read_text(errors='replace')[-3000:]}" for path in paths)

    def close(self) -> None:
        for process in self._running.values():
            tied.stop(process, signal.SIGKILL)

    def _log_path(self, host: Host) -> Path:
        return self._folder / f"{host.name}.log"

    def _start(self, host: Host, *command: object, **options: Any) -> None:
        with self._log_path(host).open("ab") as log:
            self._running[host.name] = host.start(
                [*command, "--data-dir", self._folder / host.name],
                env=self._environment(host),
                stdout=log,
                stderr=log,
                cwd=self._folder,
                **options,
            )

    def _environment(self, host: Host) -> dict[str, str]:
        foreign = {name: value for name, value in os.environ.items() if not name.startswith("REPRISE_")}
        return (
            foreign
            | self.bucket.environment
            | {
                "REPRISE_AUTH": "accounts",
                "REPRISE_SECRET_KEY": "k" * 32,
                "REPRISE_ALLOWED_HOSTS": NAME,
                "REPRISE_DATABASE_URL": _as_reached_from(host, self.database_url),
                "REPRISE_STORAGE_URL": self._storage_url,
                "REPRISE_STORAGE_ENDPOINT": _as_reached_from(host, self.bucket.endpoint),
                "REPRISE_ENGINES": "tests.support.engines:PacedEngine,composer",
                "PYTHONPATH": str(ROOT),
            }
            | self._settings
        )


def _as_reached_from(host: Host, url: str) -> str:
    parts = urlsplit(url)
    assert parts.hostname is not None and parts.port is not None, url
    user = f"{parts.username}@" if parts.username else ""
    there = host.reach(Loopback(parts.hostname), parts.port)
    return parts._replace(netloc=f"{user}{there}").geturl()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, headers={"Host": NAME}, verify=False, timeout=10).status_code == 200
    except httpx.TransportError:
        return False


def sign_in(client: httpx.Client) -> httpx.Response:
    return client.post("/api/v1/auth/session", json=ADMIN).raise_for_status()


def submit(client: httpx.Client, text: str, **fields: Any) -> str:
    prompt = client.post("/api/v1/prompts", json={"text": text}).raise_for_status().json()["id"]
    asked = {"prompt_id": prompt, "num_samples": 1} | fields
    answer = client.post("/api/v1/generate", json=asked).raise_for_status()
    job_id: str = answer.json()["id"]
    return job_id


def patiently(client: httpx.Client, text: str) -> str:
    """As a client should: what did not arrive is asked for again, under its key."""
    prompt = _repeated(client, "/api/v1/prompts", {"text": text})["id"]
    job_id: str = _repeated(client, "/api/v1/generate", {"prompt_id": prompt, "num_samples": 1})["id"]
    return job_id


def _repeated(client: httpx.Client, path: str, asked: Json) -> Json:
    headers = {"Idempotency-Key": str(uuid4())}
    for _ in range(5):
        answer = client.post(path, json=asked, headers=headers)
        if answer.status_code < 500:
            made: Json = answer.raise_for_status().json()
            return made
        time.sleep(0.2)
    raise AssertionError(answer.text)


@contextmanager
def reader(client: httpx.Client, address: str, every: float = 0.1) -> Iterator[list[int]]:
    """Somebody who reads all the time, and repeats nothing; the statuses of the answers."""
    seen: list[int] = []

    def read(client: httpx.Client, enough: threading.Event) -> None:
        while not enough.wait(every):
            seen.append(client.get("/api/v1/jobs").status_code)

    with _in_thread(client, address, read):
        yield seen


@contextmanager
def listener(client: httpx.Client, address: str) -> Iterator[list[tuple[str, str, str]]]:
    """Somebody who follows all jobs and comes back to where they were; (place, job, kind) of what came."""
    heard: list[tuple[str, str, str]] = []

    def listen(client: httpx.Client, enough: threading.Event) -> None:
        last: dict[str, str] = {}
        while not enough.wait(0.1):
            try:
                with client.stream("GET", "/api/v1/jobs/events", headers=last) as stream:
                    for name, data, place in _events(stream):
                        last = {"Last-Event-ID": place}
                        heard.append((place, str(data.get("job_id", "")), name))
                        if enough.is_set():
                            return
            except httpx.TransportError:
                continue

    with _in_thread(client, address, listen):
        yield heard
        # A last event, for whoever waits for one.
        submit(client, "takes 0.05")


def _events(stream: httpx.Response) -> Iterator[tuple[str, Json, str]]:
    fields: dict[str, str] = {}
    for line in stream.iter_lines():
        name, _, value = line.partition(": ")
        if line:
            fields[name] = value
        elif "data" in fields:
            yield fields.get("event", ""), json.loads(fields["data"]), fields.get("id", "")
            fields = {}


@contextmanager
def _in_thread(
    client: httpx.Client, address: str, work: Callable[[httpx.Client, threading.Event], None]
) -> Iterator[None]:
    """`work` with a client of its own, signed in as `client` is."""
    enough = threading.Event()
    with behind_nginx.client(address) as own:
        own.cookies = client.cookies
        thread = threading.Thread(target=work, args=(own, enough))
        thread.start()
        try:
            yield
        finally:
            enough.set()
            thread.join(60)
