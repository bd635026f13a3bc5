"""All SQL on what an operator set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.experts.settings.models import ExpertSetting

Stored = Mapping[str, tuple[Any, datetime]]
"""By name: the value, and since when."""


async def values(session: AsyncSession) -> dict[str, tuple[Any, datetime]]:
    """By name: the value, and since when. A dozen rows at most."""
    query = select(ExpertSetting.name, ExpertSetting.value, ExpertSetting.updated_at)
    return {row.name: (row.value, row.updated_at) for row in await session.execute(query)}


async def put(session: AsyncSession, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        await session.merge(ExpertSetting(name=name, value=value))
    await session.flush()


async def remove(session: AsyncSession, names: Collection[str]) -> None:
    await session.execute(delete(ExpertSetting).where(ExpertSetting.name.in_(names)))
