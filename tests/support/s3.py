"""An S3 server on a loopback port (moto, https://docs.getmoto.org), a process of its own."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from tests.support import tied


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


@pytest.fixture(scope="session")
def s3_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server that lives as long as the session."""
    port = tied.free_port()
    log_path = tmp_path_factory.mktemp("s3") / "log"
    with log_path.open("wb") as log:
        process = tied.start([sys.executable, "-m", "moto.server", "-p", str(port)], stdout=log, stderr=log)
    endpoint = f"http://127.0.0.1:{port}"
    try:
        tied.until(lambda: _answers(endpoint), 60, log_path.read_text)
        yield endpoint
    finally:
        tied.stop(process)


@pytest.fixture
def s3_bucket(s3_endpoint: str) -> S3Bucket:
    """A bucket of the test's own."""
    bucket = S3Bucket(s3_endpoint, f"test-{secrets.token_hex(6)}")
    httpx.put(f"{s3_endpoint}/{bucket.name}").raise_for_status()
    return bucket


def _answers(endpoint: str) -> bool:
    try:
        return httpx.get(f"{endpoint}/moto-api/data.json", verify=False).is_success
    except httpx.TransportError:
        return False
