"""What happened to an adapter, and by whom."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import ordered_id
from reprise.songs.adapters import repository
from reprise.songs.adapters.models import Adapter, AdapterChange, ChangeKind


async def note(
    session: AsyncSession,
    user: CurrentUser,
    adapter: Adapter,
    kind: ChangeKind,
    *,
    version_id: UUID | None = None,
    reason: str | None = None,
) -> None:
    """Write an entry, in the transaction of what it tells of."""
    change_id, now = ordered_id()
    await repository.add_change(
        session,
        AdapterChange(
            id=change_id,
            created_at=now,
            owner_id=user.id,
            adapter_id=adapter.id,
            version_id=version_id,
            kind=kind,
            name=adapter.name,
            reason=reason,
        ),
    )
