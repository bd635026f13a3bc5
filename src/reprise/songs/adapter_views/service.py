"""What people ask about adapters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.paging import Page, Paging
from reprise.songs.adapter_views import read_repository, repository
from reprise.songs.adapter_views.read_repository import Counted
from reprise.songs.adapter_views.schemas import (
    AdapterOut,
    AdapterPerson,
    AdapterVersionOut,
    Figures,
    TimelineEntry,
    WeightsOut,
)
from reprise.songs.adapters import service as adapters
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.adapters.repository import VersionRef
from reprise.songs.feedback.averages import average

Used = Mapping[tuple[UUID, UUID], Counted]


async def describe(session: AsyncSession, adapter: Adapter) -> AdapterOut:
    return (await _describe_all(session, [adapter]))[0]


async def listing(
    session: AsyncSession, user: CurrentUser, paging: Paging, engine: str | None, deleted: bool
) -> Page[AdapterOut]:
    found, cursor, total, capped = await repository.page(session, user, paging, engine, deleted)
    return Page(
        items=await _describe_all(session, found),
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def describe_version(session: AsyncSession, version: AdapterVersion) -> AdapterVersionOut:
    counted = await read_repository.of_versions(session, [version.adapter_id])
    return _version(version, counted)


async def version(
    session: AsyncSession, user: CurrentUser, adapter_id: UUID, ref: VersionRef
) -> AdapterVersionOut:
    """
    Raises:
        NotFoundError: there is no such adapter, or it has no such version.
    """
    adapter = await adapters.find(session, user, adapter_id)
    return await describe_version(session, await adapters.find_version(session, adapter, ref))


async def versions(
    session: AsyncSession, user: CurrentUser, paging: Paging, adapter_id: UUID
) -> Page[AdapterVersionOut]:
    """
    Raises:
        NotFoundError: there is no such adapter.
    """
    await adapters.find(session, user, adapter_id)
    found, cursor, total, capped = await repository.versions(session, paging, adapter_id)
    counted = await read_repository.of_versions(session, [adapter_id])
    return Page(
        items=[_version(one, counted) for one in found],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def timeline(
    session: AsyncSession, user: CurrentUser, paging: Paging, adapter_id: UUID
) -> Page[TimelineEntry]:
    """
    Raises:
        NotFoundError: there is no such adapter.
    """
    await adapters.find(session, user, adapter_id)
    rows, cursor, total, capped = await repository.timeline(session, paging, adapter_id)
    return Page(
        items=[
            TimelineEntry(
                id=change.id,
                kind=change.kind,
                created_at=change.created_at,
                actor=_person(change.owner_id, email),
                name=change.name,
                version=number,
                version_id=change.version_id,
                reason=change.reason,
            )
            for change, _, _, number, email in rows
        ],
        total=total,
        total_capped=capped,
        limit=paging.limit,
        offset=paging.offset,
        next_cursor=cursor,
    )


async def _describe_all(session: AsyncSession, found: Sequence[Adapter]) -> list[AdapterOut]:
    ids = [one.id for one in found]
    active = await repository.active_versions(session, ids)
    numbers = await repository.version_counts(session, ids)
    emails = await repository.emails(session, {one.owner_id for one in found})
    counted = await read_repository.of_versions(session, ids)
    sums: defaultdict[UUID, Counted] = defaultdict(Counted)
    for (adapter_id, _), of_version in counted.items():
        sums[adapter_id] += of_version
    base = await read_repository.of_engines(session, {one.engine for one in found})
    return [
        AdapterOut(
            id=one.id,
            name=one.name,
            engine=one.engine,
            description=one.description,
            created_at=one.created_at,
            deleted_at=one.deleted_at,
            owner=_person(one.owner_id, emails.get(one.owner_id)),
            versions=numbers.get(one.id, 0),
            active_version=_version(active[one.id], counted) if one.id in active else None,
            figures=_figures(sums[one.id]),
            base=_figures(base.get(one.engine, Counted())),
        )
        for one in found
    ]


def _version(version: AdapterVersion, counted: Used) -> AdapterVersionOut:
    weights = version.weights
    return AdapterVersionOut(
        id=version.id,
        adapter_id=version.adapter_id,
        number=version.number,
        parameters=version.parameters,
        weights=None if weights is None else WeightsOut.model_validate(weights),
        is_active=version.is_active,
        created_at=version.created_at,
        figures=_figures(counted.get((version.adapter_id, version.id), Counted())),
    )


def _figures(counted: Counted) -> Figures:
    return Figures(
        jobs=counted.jobs,
        samples=counted.samples,
        ratings=counted.ratings,
        average_rating=average(counted.stars, counted.ratings),
    )


def _person(user_id: UUID, email: str | None) -> AdapterPerson:
    return AdapterPerson(id=user_id, name=email.partition("@")[0] if email else None)
