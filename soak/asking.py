"""What the API tells of it at the end, held against what lies in database and storage."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

import httpx

from soak.client import API
from soak.ledger import Ledger
from soak.reading import State
from soak.verdict import Verdict


@dataclass(slots=True)
class Told:
    """By id: status and samples of jobs, SHA-256 of audio, and the feedback that is listed."""

    jobs: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    audio: dict[str, str] = field(default_factory=dict)
    feedback: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def ask(client: httpx.Client, ledger: Ledger) -> Told:
    """Everything that was acknowledged, as anybody would ask for it."""
    told = Told()
    for write in ledger.of_kind("job"):
        if write.acknowledged and write.id is not None:
            answer = client.get(f"{API}/generate/{write.id}")
            if answer.is_success:
                job = answer.json()
                told.jobs[write.id] = (job["status"], job["audio_ids"])
            else:
                told.refused.append(f"job {write.id}: {answer.status_code} {answer.text}")
    for audio_id in [one for _, samples in told.jobs.values() for one in samples]:
        answer = client.get(f"{API}/audio/{audio_id}/stream")
        if answer.is_success:
            told.audio[audio_id] = hashlib.sha256(answer.content).hexdigest()
        else:
            told.refused.append(f"audio {audio_id}: {answer.status_code} {answer.text}")
    told.feedback = _feedback(client)
    return told


def compare(verdict: Verdict, told: Told, state: State) -> None:
    verdict.lost += told.refused
    for job_id, (status, samples) in told.jobs.items():
        row = state.jobs.get(job_id)
        there = sorted(id_ for id_, sample in state.samples.items() if str(sample.job_id) == job_id)
        if row is None or (row.status, there) != (status, sorted(samples)):
            verdict.lost.append(f"the API said {status}, {samples} of job {job_id}; there is {row}, {there}")
    for audio_id, digest in told.audio.items():
        sample = state.samples.get(audio_id)
        if sample is None or sample.sha256 != digest:
            verdict.lost.append(f"audio {audio_id} was streamed with other bytes than its row names")
    rows = {id_ for found in state.rows.get("feedback", {}).values() for id_ in found}
    verdict.lost += [f"feedback {id_} is not listed" for id_ in sorted(rows - set(told.feedback))]
    if len(told.feedback) != len(set(told.feedback)):
        verdict.doubled.append("feedback is listed twice")


def _feedback(client: httpx.Client) -> list[str]:
    found: list[str] = []
    after: str | None = None
    while True:
        parameters: dict[str, Any] = {"limit": 100} | ({"cursor": after} if after else {})
        page = client.get(f"{API}/feedback", params=parameters).json()
        found += [item["id"] for item in page["items"]]
        after = page.get("next_cursor")
        if not after:
            return found
