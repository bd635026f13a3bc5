"""HTTP of adapters."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Response

from reprise.core.auth.dependencies import SignedIn
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import Pages
from reprise.core.idempotency.routing import Router
from reprise.core.paging import Page
from reprise.core.schema import Text
from reprise.songs.adapter_views import service
from reprise.songs.adapter_views.schemas import AdapterOut, AdapterVersionOut, TimelineEntry
from reprise.songs.adapters import service as adapters
from reprise.songs.adapters.repository import VersionRef
from reprise.songs.adapters.schemas import Activation, AdapterCreate, AdapterUpdate, VersionCreate
from reprise.songs.engines.dependency import Engines

router = Router(tags=["adapters"])

_UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_Version = Annotated[
    str,
    Path(
        pattern=rf"^([1-9][0-9]{{0,8}}|{_UUID})$",
        description="A number within the adapter, or the version's id.",
        examples=["2"],
    ),
]


def _ref(version: str) -> VersionRef:
    return int(version) if version.isdecimal() else UUID(version)


@router.post("/adapters", status_code=201)
async def create_adapter(
    payload: AdapterCreate, user: SignedIn, session: WriteSession, engines: Engines, response: Response
) -> AdapterOut:
    """Make an adapter by hand; its version 1 is active if it is given."""
    adapter = await adapters.create(session, user, payload, engines)
    response.headers["Location"] = f"/api/v1/adapters/{adapter.id}"
    return await service.describe(session, adapter)


@router.get("/adapters")
async def list_adapters(
    user: SignedIn,
    session: ReadSession,
    paging: Pages,
    engine: Annotated[Text | None, Query(max_length=64)] = None,
    include_deleted: Annotated[bool, Query(description="Also those that are deleted.")] = False,
) -> Page[AdapterOut]:
    """Adapters, newest first."""
    return await service.listing(session, user, paging, engine, include_deleted)


@router.get("/adapters/{adapter_id}")
async def get_adapter(adapter_id: UUID, user: SignedIn, session: ReadSession) -> AdapterOut:
    """One adapter with its figures, also a deleted one."""
    return await service.describe(session, await adapters.find(session, user, adapter_id))


@router.patch("/adapters/{adapter_id}")
async def change_adapter(
    adapter_id: UUID, payload: AdapterUpdate, user: SignedIn, session: WriteSession
) -> AdapterOut:
    """Rename it, or change its description."""
    return await service.describe(session, await adapters.change(session, user, adapter_id, payload))


@router.delete("/adapters/{adapter_id}", status_code=204, response_class=Response)
async def delete_adapter(adapter_id: UUID, user: SignedIn, session: WriteSession) -> None:
    """Refuse it for use from now on; history keeps its name, which no other adapter can take."""
    await adapters.delete(session, user, adapter_id)


@router.post("/adapters/{adapter_id}/versions", status_code=201)
async def create_adapter_version(
    adapter_id: UUID,
    payload: VersionCreate,
    user: SignedIn,
    session: WriteSession,
    engines: Engines,
    response: Response,
) -> AdapterVersionOut:
    """Add a version; it is used once it is activated."""
    version = await adapters.add_version(session, user, adapter_id, payload.parameters, engines)
    response.headers["Location"] = f"/api/v1/adapters/{adapter_id}/versions/{version.number}"
    return await service.describe_version(session, version)


@router.get("/adapters/{adapter_id}/versions")
async def list_adapter_versions(
    adapter_id: UUID, user: SignedIn, session: ReadSession, paging: Pages
) -> Page[AdapterVersionOut]:
    """Its versions, newest first."""
    return await service.versions(session, user, paging, adapter_id)


@router.get("/adapters/{adapter_id}/versions/{version}")
async def get_adapter_version(
    adapter_id: UUID, version: _Version, user: SignedIn, session: ReadSession
) -> AdapterVersionOut:
    """One version with its figures."""
    return await service.version(session, user, adapter_id, _ref(version))


@router.post("/adapters/{adapter_id}/versions/{version}/activate")
async def activate_adapter_version(
    adapter_id: UUID,
    version: _Version,
    user: SignedIn,
    session: WriteSession,
    payload: Activation | None = None,
) -> AdapterVersionOut:
    """Make it the version that new jobs use; jobs that were submitted keep theirs."""
    reason = payload.reason if payload else None
    active = await adapters.activate(session, user, adapter_id, _ref(version), reason)
    return await service.describe_version(session, active)


@router.get("/adapters/{adapter_id}/timeline")
async def adapter_timeline(
    adapter_id: UUID, user: SignedIn, session: ReadSession, paging: Pages
) -> Page[TimelineEntry]:
    """What happened to it, when, by whom and why; newest first."""
    return await service.timeline(session, user, paging, adapter_id)
