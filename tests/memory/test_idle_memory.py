"""What an idle server may cost. It has served and made music before: that is the state it is mostly in."""

from __future__ import annotations

import httpx
import pytest
from tests.memory.pss import measurable, pss
from tests.support import tied
from tests.support.processes import ServerProcess, StartServer

# 143 alone on a machine; what other tests' servers share with it counts for less.
API_BYTES = 150_000_000
SERVER_BYTES = 300_000_000

pytestmark = pytest.mark.skipif(
    not measurable(), reason="Memory is measured from /proc/*/smaps_rollup, which only Linux has."
)


def test_idle_api_and_worker_stay_within_their_memory(start_server: StartServer) -> None:
    server = start_server(workers=1)
    with server.client() as client:
        _use(client)
    _end_engine(server)
    workers = [process.pid for process in server.processes("reprise.commands.worker")]
    assert len(workers) == 1
    api, worker = pss(server.pid), pss(workers[0])
    assert api <= API_BYTES, f"the API process alone: {api / 1e6:.0f} MB"
    assert api + worker <= SERVER_BYTES, f"API {api / 1e6:.0f} MB, worker {worker / 1e6:.0f} MB"


def _use(client: httpx.Client) -> None:
    """Load what the first requests and the first job load."""
    prompt = client.post("/api/v1/prompts", json={"text": "piano"}).raise_for_status().json()["id"]
    asked = {"prompt_id": prompt, "engine": "composer", "duration": 1, "num_samples": 1}
    job = client.post("/api/v1/generate", json=asked).raise_for_status().json()["id"]
    status = f"/api/v1/generate/{job}"
    tied.until(
        lambda: client.get(status).json()["status"] == "completed", 60, lambda: client.get(status).text
    )
    for path in ("/", "/openapi.json", "/metrics", "/api/v1/jobs", "/api/v1/jobs/stats", "/api/v1/engines"):
        client.get(path).raise_for_status()


def _end_engine(server: ServerProcess) -> None:
    """Spare the test the minutes after which a worker ends an engine that nobody asks for anything."""
    engines = server.processes("reprise.songs.generation.engine_process")
    assert engines, "the engine process is gone before anybody ended it"
    for engine in engines:
        engine.kill()
    tied.until(
        lambda: not server.processes("reprise.songs.generation.engine_process"), 10, lambda: "it lives on"
    )
