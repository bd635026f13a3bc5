"""Decisions about what was heard."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import Connection

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.errors import AppError, not_found
from reprise.core.idempotency.claims import Answer, Claim
from reprise.core.idempotency.grouped import Asked, WriteOnce, once, submit_once
from reprise.songs.listening import repository
from reprise.songs.listening.schemas import ListenReport


@dataclass(frozen=True, slots=True)
class Told:
    """A report, who made it, and of which view."""

    owner_id: UUID
    view_id: UUID
    report: ListenReport
    at: datetime

    def rows(self, durations: Mapping[UUID, float]) -> Iterator[dict[str, Any]]:
        for item in self.report.items:
            yield {
                **item.model_dump(),
                "segments": _within(item.segments, durations[item.audio_id]),
                "id": uuid4(),
                "owner_id": self.owner_id,
                "view_id": self.view_id,
                "context": self.report.context,
                "created_at": self.at,
                "updated_at": self.at,
            }


async def record(
    core: Core, user: CurrentUser, view_id: UUID, report: ListenReport, claim: Claim | None = None
) -> Answer:
    """Keep what was heard, together with what others tell at this moment.

    Raises:
        NotFoundError: names the first sample that is not there; nothing of the report is written then.
    """
    told = Told(user.id, view_id, report, utcnow())
    return await submit_once(
        core.groups, _WRITE, Asked(told, Answer(204, b""), claim, rows=len(report.items))
    )


def _write(connection: Connection, told: Sequence[Told]) -> Sequence[AppError | None]:
    asked = {item.audio_id for one in told for item in one.report.items}
    durations = repository.durations(connection, asked)
    refusals = [_refusal(one.report, durations.keys()) for one in told]
    kept = [one for one, refusal in zip(told, refusals, strict=True) if refusal is None]
    rows = [row for one in kept for row in one.rows(durations)]
    # In one order for all processes: two that cross must not wait for each other.
    rows.sort(key=lambda row: (row["owner_id"], row["view_id"], row["audio_id"]))
    if rows:
        repository.store(connection, rows)
    return refusals


_WRITE: Final[WriteOnce[Told]] = once(_write)


def _refusal(report: ListenReport, known: Collection[UUID]) -> AppError | None:
    for place, item in enumerate(report.items):
        if item.audio_id not in known:
            return not_found("audio sample", item.audio_id, field=f"items.{place}.audio_id")
    return None


def _within(segments: Sequence[Sequence[int]], duration: float) -> list[list[int]]:
    """Without what lies behind the sample's end: players' clocks run on a little, and nobody heard it."""
    last = math.ceil(duration * 1_000)
    return [[start, min(end, last)] for start, end in segments if start < last]
