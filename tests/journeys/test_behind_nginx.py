"""An installation of many processes: PostgreSQL, S3, two APIs behind nginx, a worker; a rolling restart."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil
import pytest
from tests.support import behind_nginx, tied
from tests.support.behind_nginx import NAME
from tests.support.postgres import PostgresServer
from tests.support.s3 import S3Bucket

from reprise.core.body_limit import MAX_BODY_BYTES

ROOT = Path(__file__).parents[2]
REPRISE = Path(sys.executable).with_name("reprise")
ADMIN = {"email": "admin@example.org", "password": "correct horse battery"}


class Fleet:
    """Processes that share a database and a bucket, and nothing else: each has its own data directory."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        foreign = {name: value for name, value in os.environ.items() if not name.startswith("REPRISE_")}
        self._folder, self._environment = folder, foreign | settings
        self._port = tied.free_port()
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def address(self, host: str) -> str:
        # One port for all: it is part of the cookies' names.
        return f"{host}:{self._port}"

    def start_api(self, host: str) -> None:
        self._start(host, "serve", "--host", host, "--port", self._port, "--no-workers")

    def start_worker(self) -> None:
        self._start("worker", "worker")

    def add_admin(self) -> None:
        command = [
            REPRISE,
            "user",
            "add",
            ADMIN["email"],
            "--role",
            "admin",
            "--data-dir",
            self._folder / "cli",
        ]
        given = f"{ADMIN['password']}\n"
        subprocess.run(
            command, env=self._environment, input=given, text=True, capture_output=True, check=True
        )

    def wait_ready(self, host: str) -> None:
        url = f"http://{self.address(host)}/readyz"
        tied.until(lambda: _is_ready(url), 180, lambda: self.log(host) + self.log("worker"))

    def restart_api(self, host: str) -> None:
        process = self._running[host]
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        self.start_api(host)
        self.wait_ready(host)

    def children(self, name: str) -> list[psutil.Process]:
        return psutil.Process(self._running[name].pid).children()

    def log(self, name: str) -> str:
        return (self._folder / f"{name}.log").read_text(errors="replace")[-4000:]

    def close(self) -> None:
        for process in self._running.values():
            tied.stop(process, signal.SIGKILL)

    def _start(self, name: str, *arguments: object) -> None:
        command = [REPRISE, *arguments, "--data-dir", self._folder / name]
        with (self._folder / f"{name}.log").open("ab") as log:
            self._running[name] = tied.start(
                command, env=self._environment, stdout=log, stderr=log, cwd=self._folder
            )


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(url, headers={"Host": NAME}, verify=False, timeout=10).status_code == 200
    except httpx.TransportError:
        return False


APIS = ("127.0.0.1", "127.0.0.2")


@pytest.fixture
def fleet(postgres_server: PostgresServer, s3_bucket: S3Bucket, tmp_path: Path) -> Iterator[Fleet]:
    url = postgres_server.create_database()
    settings = s3_bucket.environment | {
        "REPRISE_AUTH": "accounts",
        "REPRISE_SECRET_KEY": "k" * 32,
        "REPRISE_ALLOWED_HOSTS": NAME,
        "REPRISE_DATABASE_URL": url,
        "REPRISE_STORAGE_URL": f"{s3_bucket.url}/fleet",
        "REPRISE_STORAGE_ENDPOINT": s3_bucket.endpoint,
        "REPRISE_ENGINES": "tests.support.engines:PacedEngine",
        "PYTHONPATH": str(ROOT),
    }
    fleet = Fleet(tmp_path, settings)
    try:
        fleet.add_admin()
        fleet.start_worker()
        for host in APIS:
            fleet.start_api(host)
        for host in APIS:
            fleet.wait_ready(host)
            assert fleet.children(host) == [], "they were told to have no workers"
        yield fleet
    finally:
        fleet.close()
        postgres_server.drop_database(url)


def submit(client: httpx.Client, text: str, **fields: Any) -> str:
    prompt = client.post("/api/v1/prompts", json={"text": text}).raise_for_status().json()["id"]
    asked = {"prompt_id": prompt, "num_samples": 1} | fields
    answer = client.post("/api/v1/generate", json=asked).raise_for_status()
    job_id: str = answer.json()["id"]
    return job_id


def test_what_operators_are_told_to_run(fleet: Fleet, tmp_path: Path) -> None:
    with ExitStack() as stack:
        apis = [fleet.address(host) for host in APIS]
        secure, plain = stack.enter_context(behind_nginx.nginx(tmp_path, apis))
        client = stack.enter_context(behind_nginx.client(secure))
        signed_in = client.post("/api/v1/auth/session", json=ADMIN)
        assert "; secure" in signed_in.headers["set-cookie"].lower()
        # Both know who signed in at one of them.
        assert {client.get("/api/v1/users/me").status_code for _ in range(8)} == {200}
        refusals(client, plain)
        streams_and_ranges(client)
        rolling_restart(fleet, client, secure)


def refusals(client: httpx.Client, plain: str) -> None:
    moved = httpx.get(f"{plain}/songs", headers={"Host": NAME})
    assert (moved.status_code, moved.headers["location"]) == (308, f"https://{NAME}/songs")
    assert client.get("/metrics").status_code == 404
    assert client.get("/api/v1/users/me", headers={"Host": "evil.example.org"}).status_code == 400
    elsewhere = client.post(
        "/api/v1/prompts", json={"text": "x"}, headers={"Origin": "https://evil.example.org"}
    )
    assert elsewhere.json()["detail"]["code"] == "ORIGIN_NOT_ALLOWED"
    here = client.post("/api/v1/prompts", json={"text": "x"}, headers={"Origin": f"https://{NAME}"})
    assert here.status_code == 201
    for path, most in {"/api/v1/prompts": MAX_BODY_BYTES, "/api/v1/resumes/me/file": 5_259_264}.items():
        large = client.post(path, content=bytes(most + 1))
        assert (large.status_code, large.json()["detail"]["code"]) == (413, "PAYLOAD_TOO_LARGE")
        # No form, but not too large: it is Reprise that has seen it.
        assert client.post(path, content=bytes(most)).status_code == 422


def streams_and_ranges(client: httpx.Client) -> None:
    """The job does not end by itself: what is heard of its first sample came at once."""
    job = submit(client, "takes 0.1, then 3000", num_samples=2)
    kinds: list[str] = []
    with client.stream("GET", f"/api/v1/generate/{job}/events") as stream:
        for line in stream.iter_lines():
            if line.startswith("event:"):
                kinds.append(line.removeprefix("event:").strip())
            if line.startswith("data:") and '"audio_id"' in line and kinds[-1] != "status":
                break
        audio = client.get(f"/api/v1/generate/{job}").json()["audio_ids"][0]
        whole = client.get(f"/api/v1/audio/{audio}/stream")
        part = client.get(f"/api/v1/audio/{audio}/stream", headers={"Range": "bytes=100-199"})
        assert (part.status_code, part.content) == (206, whole.content[100:200])
        assert part.headers["content-range"] == f"bytes 100-199/{len(whole.content)}"
    assert client.delete(f"/api/v1/generate/{job}").status_code == 202


def rolling_restart(fleet: Fleet, client: httpx.Client, address: str) -> None:
    with readers(client, address) as read, listener(client, address) as heard:
        tied.until(lambda: len(heard) > 0, 60, lambda: "nothing is heard")
        jobs = []
        for host in APIS:
            fleet.restart_api(host)
            jobs.append(patiently(client, f"takes 0.1 after {host}"))
        tied.until(
            lambda: {job for job, kind in heard if kind == "done"} >= set(jobs),
            120,
            lambda: f"{jobs}: {heard[-30:]}\n{fleet.log('worker')}",
        )
    assert len(read) > 10
    assert set(read) == {200}
    ended = [job for job, kind in heard if kind == "done" and job in jobs]
    assert sorted(ended) == sorted(jobs), "each is told once"


def patiently(client: httpx.Client, text: str) -> str:
    """As a client should: what did not arrive is asked for again, under its key."""
    prompt = _repeated(client, "/api/v1/prompts", {"text": text})["id"]
    job_id: str = _repeated(client, "/api/v1/generate", {"prompt_id": prompt, "num_samples": 1})["id"]
    return job_id


def _repeated(client: httpx.Client, path: str, asked: dict[str, Any]) -> dict[str, Any]:
    headers = {"Idempotency-Key": str(uuid4())}
    for _ in range(5):
        answer = client.post(path, json=asked, headers=headers)
        if answer.status_code < 500:
            made: dict[str, Any] = answer.raise_for_status().json()
            return made
        time.sleep(0.2)
    raise AssertionError(answer.text)


@contextmanager
def readers(client: httpx.Client, address: str) -> Iterator[list[int]]:
    """Somebody who reads all the time, and repeats nothing; the statuses of the answers."""
    seen: list[int] = []

    def read(client: httpx.Client, enough: threading.Event) -> None:
        while not enough.wait(0.1):
            seen.append(client.get("/api/v1/jobs").status_code)

    with _in_thread(client, address, read):
        yield seen


@contextmanager
def listener(client: httpx.Client, address: str) -> Iterator[list[tuple[str, str]]]:
    """Somebody who follows all jobs and comes back to where they were; (job, kind) of what was told."""
    heard: list[tuple[str, str]] = []

    def listen(client: httpx.Client, enough: threading.Event) -> None:
        last: dict[str, str] = {}
        while not enough.wait(0.1):
            try:
                with client.stream("GET", "/api/v1/jobs/events", headers=last) as stream:
                    for name, data, place in _events(stream):
                        last = {"Last-Event-ID": place}
                        heard.append((str(data.get("job_id", "")), name))
                        if enough.is_set():
                            return
            except httpx.TransportError:
                continue

    with _in_thread(client, address, listen):
        yield heard
        # A last event, for whoever waits for one.
        submit(client, "takes 0.05")


def _events(stream: httpx.Response) -> Iterator[tuple[str, dict[str, Any], str]]:
    fields: dict[str, str] = {}
    for line in stream.iter_lines():
        name, _, value = line.partition(": ")
        if line:
            fields[name] = value
        elif "data" in fields:
            yield fields.get("event", ""), json.loads(fields["data"]), fields.get("id", "")
            fields = {}


@contextmanager
def _in_thread(client: httpx.Client, address: str, work: Any) -> Iterator[None]:
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
