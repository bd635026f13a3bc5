"""An S3 server on a loopback port (moto, https://docs.getmoto.org), a process of its own."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.support import tied
from tests.support.hosts import HERE, Host


@dataclass(frozen=True)
class S3Bucket:
    """An empty bucket; `environment` holds the AWS variables that a client needs to reach it."""

    endpoint: str
    name: str

    @property
    def url(self) -> str:
        return f"s3://{self.name}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
        }


@dataclass(frozen=True)
class S3Server:
    """Keeps everything in its memory: what it holds ends with `process`."""

    port: int
    process: subprocess.Popen[bytes]
    address: str = "127.0.0.1"

    @property
    def endpoint(self) -> str:
        return f"http://{self.address}:{self.port}"

    def make_bucket(self) -> S3Bucket:
        bucket = S3Bucket(self.endpoint, f"test-{secrets.token_hex(6)}")
        httpx.put(f"{self.endpoint}/{bucket.name}").raise_for_status()
        return bucket


@contextmanager
def running(log_path: Path, host: Host = HERE) -> Iterator[S3Server]:
    """A server on a free port while this lasts."""
    port = tied.free_port()
    command = [sys.executable, "-m", "moto.server", "-H", host.address, "-p", port]
    with log_path.open("wb") as log:
        process = host.start(command, stdout=log, stderr=log)
    server = S3Server(port, process, host.address)
    try:
        tied.until(lambda: _answers(server.endpoint), 60, log_path.read_text)
        yield server
    finally:
        tied.stop(process)


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """One that lives as long as the session."""
    with running(tmp_path_factory.mktemp("s3") / "log") as server:
        yield server


@pytest.fixture(scope="session")
def s3_endpoint(s3_server: S3Server) -> str:
    return s3_server.endpoint


@pytest.fixture
def s3_bucket(s3_server: S3Server) -> S3Bucket:
    """A bucket of the test's own."""
    return s3_server.make_bucket()


def _answers(endpoint: str) -> bool:
    try:
        return httpx.get(f"{endpoint}/moto-api/data.json", verify=False).is_success
    except httpx.TransportError:
        return False
