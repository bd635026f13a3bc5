"""Reprise, asked for the same as its peers."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
from tests.support.feedback_rows import insert_feedback
from tests.support.processes import ServerProcess

from bench.load import request
from bench.peers.server import OUTPUTS, PAGE, RATINGS, answered


class Reprise:
    """A server on a data directory; an output is a job with one sample."""

    name = "Reprise"
    written_status = 201

    def __init__(self, data_dir: Path, server: ServerProcess) -> None:
        self.url = server.url
        self.headers = {"Authorization": f"Bearer {server.token}"}
        written = insert_feedback(f"sqlite:///{data_dir / 'reprise.db'}", 0, jobs=OUTPUTS, samples=1)
        self._jobs, self._samples = written.jobs, written.samples

    def fill(self, client: httpx.Client) -> None:
        for place in [*range(OUTPUTS), *[0] * (RATINGS - 1)]:
            answered(client, self._rating(place))

    def write(self) -> bytes:
        return self._rating(-1)

    def read(self) -> bytes:
        path = f"/api/v1/generate/{self._jobs[0]}/feedback?limit={RATINGS}"
        return request("GET", self.url, path, headers=self.headers)

    def listing(self) -> bytes:
        return request("GET", self.url, f"/api/v1/jobs?limit={PAGE}", headers=self.headers)

    def counts(self, client: httpx.Client) -> tuple[int, int]:
        (sample,) = answered(client, self.read())["samples"]
        return len(sample["feedback"]), len(answered(client, self.listing())["items"])

    def _rating(self, place: int) -> bytes:
        body = json.dumps({"audio_id": str(self._samples[place]), "rating": 4}).encode()
        headers = self.headers | {"Content-Type": "application/json"}
        return request("POST", self.url, "/api/v1/feedback", body, headers)
