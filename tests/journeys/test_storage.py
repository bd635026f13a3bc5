"""A job's whole life with its files on S3, and a storage that goes away."""

from __future__ import annotations

from pathlib import Path

import httpx
from tests.support import tied
from tests.support.processes import ServerProcess, StartServer
from tests.support.s3 import S3Bucket

ROOT = Path(__file__).parents[2]
ENGINES = {"REPRISE_ENGINES": "tests.support.engines:PacedEngine", "PYTHONPATH": str(ROOT)}


def on_s3(bucket: S3Bucket) -> dict[str, str]:
    return {
        **ENGINES,
        **bucket.environment,
        "REPRISE_STORAGE_URL": f"{bucket.url}/studio",
        "REPRISE_STORAGE_ENDPOINT": bucket.endpoint,
    }


def objects(bucket: S3Bucket) -> int:
    return httpx.get(f"{bucket.endpoint}/{bucket.name}?list-type=2&prefix=studio/audio").text.count("<Key>")


def make_job(client: httpx.Client, server: ServerProcess, text: str = "takes 0.1") -> dict[str, object]:
    prompt = client.post("/api/v1/prompts", json={"text": text}).json()["id"]
    job = client.post("/api/v1/generate", json={"prompt_id": prompt}).json()["id"]
    path = f"/api/v1/generate/{job}"
    tied.until(
        lambda: client.get(path).json()["status"] in {"completed", "failed"}, 60, lambda: server.log[-4000:]
    )
    done: dict[str, object] = client.get(path).json()
    return done


def test_a_job_on_s3_from_prompt_to_deletion(start_server: StartServer, s3_bucket: S3Bucket) -> None:
    server = start_server(environment=on_s3(s3_bucket))
    with server.client() as client:
        job = make_job(client, server)
        assert job["status"] == "completed"
        assert objects(s3_bucket) == 2
        first = job["audio_ids"][0]  # type: ignore[index]  # a list, as the line above shows
        whole = client.get(f"/audio/{first}/stream").content
        part = client.get(f"/audio/{first}/stream", headers={"Range": "bytes=10-19"})
        assert (part.status_code, part.content) == (206, whole[10:20])
        assert client.delete(f"/jobs/{job['id']}").status_code == 204
        tied.until(lambda: objects(s3_bucket) == 0, 10, lambda: f"{objects(s3_bucket)} objects are left")
        assert client.get(f"/audio/{first}/stream").status_code == 404


def test_without_its_bucket_a_job_fails_with_a_reason_and_the_server_lives(
    start_server: StartServer, s3_bucket: S3Bucket
) -> None:
    server = start_server(environment=on_s3(s3_bucket))
    # Moto's own way to lose everything, this bucket included.
    httpx.post(f"{s3_bucket.endpoint}/moto-api/reset").raise_for_status()
    with server.client() as client:
        assert client.get("/readyz").status_code == 503
        job = make_job(client, server)
        assert (job["status"], job["error"]["code"]) == ("failed", "STORAGE_UNAVAILABLE")  # type: ignore[index]  # as above
        httpx.put(f"{s3_bucket.endpoint}/{s3_bucket.name}").raise_for_status()
        tied.until(lambda: client.get("/readyz").status_code == 200, 20, lambda: server.log[-2000:])
        assert make_job(client, server)["status"] == "completed"
