"""What happens to the feedback of a job, on the streams of jobs."""

from __future__ import annotations

from typing import Final, Literal
from uuid import UUID

from reprise.core.events.repository import News

TOPIC: Final = "jobs"
_KIND: Final = "feedback"


def changed(job_id: UUID, audio_id: UUID, feedback_id: UUID, change: Literal["given", "deleted"]) -> News:
    ids = {"job_id": str(job_id), "audio_id": str(audio_id), "feedback_id": str(feedback_id)}
    return job_id, _KIND, ids | {"change": change}


def lost_a_preference(job_id: UUID, audio_id: UUID) -> News:
    """The sample that it was preferred over was deleted."""
    return job_id, _KIND, {"job_id": str(job_id), "audio_id": str(audio_id), "change": "deleted"}
