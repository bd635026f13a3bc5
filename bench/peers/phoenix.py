"""Phoenix: feedback is an annotation of a span (REST API v1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import httpx
from tests.support import tied

from bench.load import request
from bench.peers.server import OUTPUTS, PAGE, RATINGS, Peer, answered

_API = "/v1"
_SPANS = "/projects/default/spans"
_PATIENCE = 60.0


class Phoenix(Peer):
    """`phoenix serve`. Annotations are written with `sync=true`: otherwise they are acknowledged unstored."""

    name = "Phoenix"
    requirement = "arize-phoenix==20.26.1"
    ready_path = "/healthz"
    spans: Sequence[str] = ()

    def command(self) -> list[object]:
        return [self.programs / "phoenix", "serve"]

    def environment(self) -> dict[str, str]:
        return {
            "PHOENIX_HOST": "127.0.0.1",
            "PHOENIX_PORT": str(self.port),
            "PHOENIX_GRPC_PORT": str(tied.free_port()),
            "PHOENIX_WORKING_DIR": str(self.directory / "data"),
            # Without a network it would wait for what it cannot have.
            "PHOENIX_ALLOW_EXTERNAL_RESOURCES": "false",
            "PHOENIX_DISABLE_AGENT_ASSISTANT": "true",
            "PHOENIX_TELEMETRY_ENABLED": "false",
        }

    def fill(self, client: httpx.Client) -> None:
        traces = [uuid4().hex for _ in range(OUTPUTS)]
        spans = [
            {
                "name": "song",
                "context": {"trace_id": trace, "span_id": trace[:16]},
                "span_kind": "LLM",
                "start_time": "2026-01-01T12:00:00Z",
                "end_time": "2026-01-01T12:00:01Z",
                "status_code": "OK",
                "attributes": {"input.value": "slow sad piano in D minor, 60 bpm", "output.value": "a song"},
            }
            for trace in traces
        ]
        answered(client, self._post(_SPANS, {"data": spans}))
        self.spans = [trace[:16] for trace in traces]
        tied.until(lambda: self._listed(client) == PAGE, _PATIENCE, lambda: "Phoenix did not store its spans")
        for span in [*self.spans, *[self.spans[0]] * (RATINGS - 1)]:
            answered(client, self._rating(span))

    def write(self) -> bytes:
        return self._rating(self.spans[-1])

    def read(self) -> bytes:
        path = f"{_API}/projects/default/span_annotations?span_ids={self.spans[0]}&limit={RATINGS}"
        return request("GET", self.url, path)

    def listing(self) -> bytes:
        return request("GET", self.url, f"{_API}{_SPANS}?limit={PAGE}")

    def counts(self, client: httpx.Client) -> tuple[int, int]:
        return len(answered(client, self.read())["data"]), self._listed(client)

    def _listed(self, client: httpx.Client) -> int:
        return len(answered(client, self.listing())["data"])

    def _rating(self, span: str) -> bytes:
        # Of one name and span only one annotation is kept, unless they have identifiers.
        said = {
            "span_id": span,
            "name": "overall",
            "annotator_kind": "HUMAN",
            "result": {"score": 4},
            "identifier": uuid4().hex,
        }
        return self._post("/span_annotations?sync=true", {"data": [said]})

    def _post(self, path: str, document: dict[str, Any]) -> bytes:
        body = json.dumps(document).encode()
        return request("POST", self.url, f"{_API}{path}", body, {"Content-Type": "application/json"})
