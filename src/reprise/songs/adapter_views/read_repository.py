"""SQL that counts what was made with adapters, and what people said of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.songs.audio.models import AudioSample
from reprise.songs.feedback.effective import FEEDBACK, rating_is_effective
from reprise.songs.generation.models import GenerationJob

_JOBS: Final = cast(Table, GenerationJob.__table__)
_SAMPLES: Final = cast(Table, AudioSample.__table__)
_SAMPLES_OF_JOBS: Final = _JOBS.join(_SAMPLES, _SAMPLES.c.job_id == _JOBS.c.id)
_RATINGS_OF_JOBS: Final = _SAMPLES_OF_JOBS.join(FEEDBACK, FEEDBACK.c.audio_id == _SAMPLES.c.id)
_RATED_SAMPLES: Final = _SAMPLES.join(FEEDBACK, FEEDBACK.c.audio_id == _SAMPLES.c.id)
_OVERALL: Final = "overall"


@dataclass(frozen=True, slots=True)
class Counted:
    """`stars` is the sum of the ratings."""

    jobs: int = 0
    samples: int = 0
    ratings: int = 0
    stars: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(
            self.jobs + other.jobs,
            self.samples + other.samples,
            self.ratings + other.ratings,
            self.stars + other.stars,
        )


async def of_versions(
    session: AsyncSession, adapter_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], Counted]:
    """By (adapter, version), of all that were used; three statements whatever their number."""
    where = _JOBS.c.adapter_id.in_(list(adapter_ids))
    return await _count(session, (_JOBS.c.adapter_id, _JOBS.c.adapter_version_id), where)


async def of_engines(session: AsyncSession, engines: Collection[str]) -> dict[str, Counted]:
    """By engine, of jobs without an adapter."""
    names = list(engines)
    jobs, samples = _JOBS.c.engine, _SAMPLES.c.engine
    base = samples.in_(names) & _SAMPLES.c.adapter_version_id.is_(None)
    made = await _by_keys(session, (jobs,), _JOBS, jobs.in_(names) & _JOBS.c.adapter_id.is_(None))
    sampled = await _by_keys(session, (samples,), _SAMPLES, base)
    ratings = await _ratings(session, (samples,), _RATED_SAMPLES, base)
    return {
        key[0]: Counted(number, sampled.get(key, 0), *ratings.get(key, (0, 0)))
        for key, number in made.items()
    }


async def _count(
    session: AsyncSession, keys: Sequence[ColumnElement[Any]], where: ColumnElement[bool]
) -> dict[tuple[Any, ...], Counted]:
    jobs = await _by_keys(session, keys, _JOBS, where)
    samples = await _by_keys(session, keys, _SAMPLES_OF_JOBS, where)
    ratings = await _ratings(session, keys, _RATINGS_OF_JOBS, where)
    return {one: Counted(jobs[one], samples.get(one, 0), *ratings.get(one, (0, 0))) for one in jobs}


async def _by_keys(
    session: AsyncSession, keys: Sequence[ColumnElement[Any]], rows: FromClause, where: ColumnElement[bool]
) -> dict[tuple[Any, ...], int]:
    query = select(*keys, func.count()).select_from(rows).where(where).group_by(*keys)
    return {tuple(row[:-1]): row[-1] for row in await session.execute(query)}


async def _ratings(
    session: AsyncSession, keys: Sequence[ColumnElement[Any]], rows: FromClause, where: ColumnElement[bool]
) -> dict[tuple[Any, ...], tuple[int, int]]:
    """How many overall ratings count, and their sum."""
    query = (
        select(*keys, func.count(), func.sum(FEEDBACK.c.rating))
        .select_from(rows)
        .where(where, FEEDBACK.c.rating_criterion == _OVERALL, rating_is_effective(FEEDBACK))
        .group_by(*keys)
    )
    return {tuple(row[:-2]): (row[-2], row[-1]) for row in await session.execute(query)}
