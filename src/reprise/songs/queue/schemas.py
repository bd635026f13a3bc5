"""The queue as it goes out."""

from __future__ import annotations

from reprise.core.db import UtcTime
from reprise.core.schema import Answer


class QueueOut(Answer):
    """While it is paused no queued job starts; `workers` counts those that are alive."""

    paused: bool
    paused_at: UtcTime | None
    queued: int
    processing: int
    workers: int


class Cleared(Answer):
    cancelled: int
