"""An installation of many processes: PostgreSQL, S3, two APIs behind nginx, a worker; a rolling restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from tests.support import behind_nginx, tied
from tests.support.behind_nginx import NAME
from tests.support.fleet import Fleet, listener, patiently, reader, sign_in, submit
from tests.support.hosts import HERE, Loopback
from tests.support.postgres import PostgresServer
from tests.support.s3 import S3Bucket

from reprise.core.body_limit import MAX_BODY_BYTES

APIS = (HERE, Loopback("127.0.0.2"))
WORKER = Loopback("127.0.0.3")


@pytest.fixture
def fleet(postgres_server: PostgresServer, s3_bucket: S3Bucket, tmp_path: Path) -> Iterator[Fleet]:
    url = postgres_server.create_database()
    fleet = Fleet(tmp_path, url, s3_bucket)
    try:
        fleet.add_admin(WORKER)
        fleet.start_worker(WORKER)
        for host in APIS:
            fleet.start_api(host)
        for host in APIS:
            fleet.wait_ready(host)
            assert fleet.process(host).children() == [], "they were told to have no workers"
        yield fleet
    finally:
        fleet.close()
        postgres_server.drop_database(url)


def test_what_operators_are_told_to_run(fleet: Fleet, tmp_path: Path) -> None:
    with ExitStack() as stack:
        apis = [fleet.address(host) for host in APIS]
        secure, plain = stack.enter_context(behind_nginx.nginx(tmp_path, apis))
        client = stack.enter_context(behind_nginx.client(secure))
        assert "; secure" in sign_in(client).headers["set-cookie"].lower()
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
    with reader(client, address) as read, listener(client, address) as heard:
        tied.until(lambda: len(heard) > 0, 60, lambda: "nothing is heard")
        jobs = []
        for host in APIS:
            fleet.restart_api(host)
            jobs.append(patiently(client, f"takes 0.1 after {host.name}"))
        tied.until(
            lambda: {job for _, job, kind in heard if kind == "done"} >= set(jobs),
            120,
            lambda: f"{jobs}: {heard[-30:]}\n{fleet.logs()}",
        )
    assert len(read) > 10
    assert set(read) == {200}
    ended = [job for _, job, kind in heard if kind == "done" and job in jobs]
    assert sorted(ended) == sorted(jobs), "each is told once"
