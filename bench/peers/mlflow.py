"""MLflow: feedback is an assessment of a trace (REST API 3.0, as its own client uses it)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx

from bench.load import request
from bench.peers.server import OUTPUTS, PAGE, RATINGS, Peer, answered

_API = "/api/3.0/mlflow"
_LOCATION = {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "0"}}


class Mlflow(Peer):
    """`mlflow server`: four processes behind one port, as it decides for itself."""

    name = "MLflow"
    requirement = "mlflow==3.17.2"
    ready_path = "/health"
    traces: Sequence[str] = ()

    def command(self) -> list[object]:
        return [self.programs / "mlflow", "server", "--port", self.port]

    def environment(self) -> dict[str, str]:
        return {"MLFLOW_DISABLE_TELEMETRY": "true"}

    def fill(self, client: httpx.Client) -> None:
        self.traces = [f"tr-{uuid4().hex}" for _ in range(OUTPUTS)]
        for trace in self.traces:
            about = {
                "trace_id": trace,
                "trace_location": _LOCATION,
                "request_time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "execution_duration": "1.5s",
                "state": "OK",
                "request_preview": "slow sad piano in D minor, 60 bpm",
                "response_preview": "a song",
            }
            answered(client, self._post("/traces", {"trace": {"trace_info": about}}))
            answered(client, self._rating(trace))
        for _ in range(RATINGS - 1):
            answered(client, self._rating(self.traces[0]))

    def write(self) -> bytes:
        return self._rating(self.traces[-1])

    def read(self) -> bytes:
        return request("GET", self.url, f"{_API}/traces/{self.traces[0]}")

    def listing(self) -> bytes:
        return self._post("/traces/search", {"locations": [_LOCATION], "max_results": PAGE})

    def counts(self, client: httpx.Client) -> tuple[int, int]:
        read = answered(client, self.read())["trace"]["trace_info"]["assessments"]
        return len(read), len(answered(client, self.listing())["traces"])

    def _rating(self, trace: str) -> bytes:
        said = {
            "assessment_name": "overall",
            "trace_id": trace,
            "source": {"source_type": "HUMAN", "source_id": "me"},
            "feedback": {"value": 4},
        }
        return self._post(f"/traces/{trace}/assessments", {"assessment": said})

    def _post(self, path: str, document: dict[str, Any]) -> bytes:
        body = json.dumps(document).encode()
        return request("POST", self.url, f"{_API}{path}", body, {"Content-Type": "application/json"})
