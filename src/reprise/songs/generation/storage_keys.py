"""Where a sample's file lies: under its job and the attempt that made it, so that attempts never collide."""

from __future__ import annotations

from typing import Final
from uuid import UUID

ROOT: Final = "audio/"


def attempt_prefix(job_id: UUID, attempt: UUID) -> str:
    return f"{ROOT}{job_id}/{attempt}/"


def sample_key(job_id: UUID, attempt: UUID, index: int) -> str:
    return f"{attempt_prefix(job_id, attempt)}{index}.flac"


def parse(key: str) -> tuple[UUID, UUID] | None:
    """The job and attempt of a key; None when it is none of ours."""
    parts = key.removeprefix(ROOT).split("/")
    try:
        return (UUID(parts[0]), UUID(parts[1])) if len(parts) == 3 else None
    except ValueError:
        return None
