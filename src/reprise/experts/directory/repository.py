"""All SQL on the directory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.core.paging import Paging, newest_first, page_total
from reprise.experts.directory.entries import Entries, Entry
from reprise.experts.directory.models import STATE_ID, DirectoryState, Expert

_MOST_CATEGORIES: Final = 100


@dataclass(frozen=True, slots=True)
class ExpertFilter:
    """What a list is narrowed to; None and "" leave it as it is."""

    words: str = ""
    category: str | None = None
    active: bool | None = None
    max_rate: float | None = None
    max_findability: int | None = None


async def next_revision(session: AsyncSession, *, removals: int = 0) -> int:
    """Counts up, and keeps other changes out until the transaction ends."""
    moved = (
        update(DirectoryState)
        .where(DirectoryState.id == STATE_ID)
        .values(revision=DirectoryState.revision + 1, removals=DirectoryState.removals + removals)
        .returning(DirectoryState.revision)
    )
    return (await session.execute(moved)).scalar_one()


async def state(session: AsyncSession) -> tuple[int, int]:
    """Revision and removals."""
    query = select(DirectoryState.revision, DirectoryState.removals).where(DirectoryState.id == STATE_ID)
    row = (await session.execute(query)).one()
    return row.revision, row.removals


async def get(
    session: AsyncSession, user: CurrentUser, expert_id: UUID, *, lock: bool = False
) -> Expert | None:
    query = select(Expert).where(Expert.id == expert_id, visible_to_installation(user))
    return await session.scalar(query.with_for_update() if lock else query)


async def id_of(session: AsyncSession, username: str) -> UUID | None:
    return await session.scalar(select(Expert.id).where(Expert.username == username))


async def by_usernames(session: AsyncSession, usernames: Sequence[str], *, lock: bool) -> dict[str, Expert]:
    query = select(Expert).where(Expert.username.in_(usernames))
    experts = await session.scalars(query.with_for_update() if lock else query)
    return {expert.username: expert for expert in experts}


async def store(session: AsyncSession, experts: Sequence[Expert]) -> None:
    session.add_all(experts)
    await session.flush()


async def remove(session: AsyncSession, expert_id: UUID) -> None:
    await session.execute(delete(Expert).where(Expert.id == expert_id))


async def page(
    session: AsyncSession, user: CurrentUser, wanted: ExpertFilter, paging: Paging
) -> tuple[list[Expert], str | None, int, bool]:
    query = _wanted(select(Expert, Expert.created_at, Expert.id).where(visible_to_installation(user)), wanted)
    rows, cursor = await newest_first(session, query, paging, created_at=Expert.created_at, id_=Expert.id)
    total, capped = await page_total(session, query, paging, shown=len(rows), cursor=cursor)
    return [row[0] for row in rows], cursor, total, capped


def _wanted(query: Select[*tuple[Any, ...]], wanted: ExpertFilter) -> Select[*tuple[Any, ...]]:
    if wanted.words:
        query = query.where(Expert.search_key.contains(wanted.words, autoescape=True))
    if wanted.category is not None:
        query = query.where(Expert.category == wanted.category)
    if wanted.active is not None:
        query = query.where(Expert.is_active.is_(wanted.active))
    if wanted.max_rate is not None:
        query = query.where(Expert.hourly_rate <= wanted.max_rate)
    if wanted.max_findability is not None:
        query = query.where(Expert.findability <= wanted.max_findability)
    return query


async def counts(session: AsyncSession) -> tuple[int, int]:
    """All experts, and the active ones."""
    everyone = (await session.scalar(select(func.count()).select_from(Expert))) or 0
    active = select(func.count()).select_from(Expert).where(Expert.is_active.is_(True))
    return everyone, (await session.scalar(active)) or 0


async def categories(session: AsyncSession) -> Sequence[Row[*tuple[Any, ...]]]:
    number = func.count()
    query = (
        select(Expert.category.label("category"), number.label("experts"))
        .where(Expert.is_active.is_(True), Expert.category.is_not(None))
        .group_by(Expert.category)
        .order_by(number.desc(), Expert.category)
        .limit(_MOST_CATEGORIES)
    )
    return (await session.execute(query)).all()


async def changed_after(
    session: AsyncSession, after: tuple[int, UUID | None], limit: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """What indexes read of experts that changed behind a place (revision, id), in this order."""
    revision, expert_id = after
    columns = (
        Expert.id,
        Expert.revision,
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
    query = select(*columns).order_by(Expert.revision, Expert.id).limit(limit)
    if expert_id is None:
        query = query.where(Expert.revision > revision)
    else:
        behind = (Expert.revision == revision) & (Expert.id > expert_id)
        query = query.where(Expert.revision >= revision, (Expert.revision > revision) | behind)
    return (await session.execute(query)).all()


async def all_ids(session: AsyncSession) -> set[UUID]:
    return set(await session.scalars(select(Expert.id)))


_FIELDS: Final = tuple(Entry.__slots__)
_BY_IDS: Final = select(Expert.is_active, *(getattr(Expert, name).label(name) for name in _FIELDS)).where(
    Expert.id.in_(bindparam("ids", expanding=True))
)


def entries(connection: Connection, ids: Sequence[UUID]) -> Entries:
    """Those of them that may be recommended."""
    # Whether they are active is asked here: as a part of the statement it made SQLite go through all who are.
    rows: Any = connection.execute(_BY_IDS, {"ids": _padded(ids)}) if ids else ()
    return {row[1]: Entry(*row[1:]) for row in rows if row[0]}


def _padded(ids: Sequence[UUID]) -> Sequence[UUID]:
    """Of few lengths: each is a statement of its own, which PostgreSQL would have to plan."""
    length = 1 << (len(ids) - 1).bit_length()
    return [*ids, *[ids[-1]] * (length - len(ids))]
