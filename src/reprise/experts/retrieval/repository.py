"""All SQL on vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import utcnow
from reprise.experts.directory.models import Expert
from reprise.experts.retrieval.models import ExpertVector


async def with_vectors(
    session: AsyncSession, model: str, after: UUID | None, limit: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Experts that may be found, in the order of their ids, each with the vector that is known of them."""
    profile = (
        Expert.id,
        Expert.is_active,
        Expert.first_name,
        Expert.last_name,
        Expert.job_title,
        Expert.company,
        Expert.bio,
        Expert.category,
        Expert.tags,
        Expert.hourly_rate,
    )
    known = and_(ExpertVector.expert_id == Expert.id, ExpertVector.model == model)
    query = (
        select(*profile, ExpertVector.digest, ExpertVector.vector)
        .outerjoin(ExpertVector, known)
        .where(Expert.is_active.is_(True))
        .order_by(Expert.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(Expert.id > after)
    return (await session.execute(query)).all()


async def keep_vectors(session: AsyncSession, model: str, made: Sequence[tuple[UUID, str, bytes]]) -> None:
    """Each with the digest of its text; a newer one takes the place of an older one."""
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    # Experts that were deleted meanwhile have no vector.
    query = select(Expert.id).where(Expert.id.in_([expert_id for expert_id, _, _ in made]))
    there = set(await session.scalars(query.with_for_update(key_share=True)))
    rows = [
        {"expert_id": expert_id, "model": model, "digest": digest, "vector": vector, "created_at": utcnow()}
        for expert_id, digest, vector in made
        if expert_id in there
    ]
    if rows:
        insert: Any = (postgresql.insert if on_postgresql else sqlite.insert)(ExpertVector)
        changes = {name: insert.excluded[name] for name in ("digest", "vector", "created_at")}
        upsert = insert.on_conflict_do_update(index_elements=["expert_id", "model"], set_=changes)
        await session.execute(upsert, rows)
