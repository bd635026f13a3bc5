"""The feedback of one job, as finished JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import Role
from reprise.core.db import Database
from reprise.core.errors import not_found
from reprise.songs.audio.schemas import LABELS
from reprise.songs.feedback.averages import average
from reprise.songs.feedback.by_job import read_repository
from reprise.songs.feedback.by_job.read_repository import Total
from reprise.songs.feedback.by_job.schemas import FeedbackSummary
from reprise.songs.feedback.vocabulary import CRITERIA

NO_FEEDBACK = FeedbackSummary(count=0, has_feedback=False, average_rating=None)


async def job_feedback(database: Database, user: CurrentUser, job_id: UUID, limit: int) -> str:
    """A `JobFeedback` as JSON, each sample with its newest `limit` rows.

    Raises:
        NotFoundError: there is no such job, or the user may not see it.
    """
    written = await database.read(partial(_write, role=user.role, job_id=job_id, limit=limit), still=True)
    if written is None:
        raise not_found("job", job_id)
    return written


def _write(connection: Connection, role: Role, job_id: UUID, limit: int) -> str | None:
    totals = read_repository.totals(connection, role, job_id)
    if not totals:
        return None
    samples: dict[str, list[Total]] = defaultdict(list)
    for row in totals:
        if row.audio_id is not None:
            samples[row.audio_id].append(row)
    records: dict[int, list[str]] = defaultdict(list)
    for place, record in read_repository.newest(connection, [UUID(id_) for id_ in samples], limit):
        records[place].append(record)
    about = {"job_id": str(job_id), "prompt_id": totals[0].prompt_id, "total_samples": len(samples)}
    listed = (
        _sample(audio_id, rows, records[place]) for place, (audio_id, rows) in enumerate(samples.items())
    )
    return f'{_opened(about | _figures(totals))},"samples":[{",".join(listed)}]}}'


def _sample(audio_id: str, rows: Sequence[Total], records: Sequence[str]) -> str:
    figures = _figures(rows)
    more = figures["total_feedback"] > len(records)
    link = f'"/api/v1/feedback?audio_id={audio_id}"' if more else "null"
    about = {"audio_id": audio_id, "label": LABELS[rows[0].place]}
    return f'{_opened(about | figures)},"feedback":[{",".join(records)}],"more":{link}}}'


def _opened(fields: dict[str, Any]) -> str:
    """An object to which more is added by hand."""
    return json.dumps(fields)[:-1]


def _figures(rows: Sequence[Total]) -> dict[str, Any]:
    stars: dict[str | None, int] = defaultdict(int)
    ratings: dict[str | None, int] = defaultdict(int)
    for row in rows:
        stars[row.criterion] += row.stars or 0
        ratings[row.criterion] += row.ratings
    averages = {name: average(stars[name], ratings[name]) for name in CRITERIA if ratings[name]}
    return {
        "total_feedback": sum(row.rows for row in rows),
        "average_rating": averages.get("overall"),
        "averages": averages,
    }


async def summaries(session: AsyncSession, job_ids: Sequence[UUID]) -> dict[UUID, FeedbackSummary]:
    """Of each job that has feedback, all in one query; the others have NO_FEEDBACK."""
    found = await read_repository.summaries(session, job_ids)
    return {
        job_id: FeedbackSummary(
            count=row.rows, has_feedback=True, average_rating=average(row.stars, row.ratings)
        )
        for job_id, row in found.items()
    }
