"""What is in force: what an operator set, else the environment, else the default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.settings import PREFIX, Settings
from reprise.experts.settings import repository
from reprise.experts.settings.fields import BEHIND, bounds_of, field_of, fitting, kind_of
from reprise.experts.settings.schemas import ExpertSettingOut, ExpertSettingsOut


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """Those of one request. Days of retention are 0 where everything is kept."""

    match_threshold: float
    match_cosine: float
    experts_shown: int
    weak_match: float
    learning: bool
    learning_votes: int
    learning_bound: float
    retention_days: int
    lead_retention_days: int


async def in_force(session: AsyncSession, settings: Settings) -> ChatSettings:
    """As they are now, in every process: one look at a table of a few rows."""
    return _together(settings, await _stored(session))


async def listing(session: AsyncSession, user: CurrentUser, settings: Settings) -> ExpertSettingsOut:
    stored = await _stored(session)
    items = [_describe(settings, name, stored.get(name)) for name in BEHIND]
    return ExpertSettingsOut(items=items, can_edit=user.role == "admin")


async def change(
    session: AsyncSession, user: CurrentUser, settings: Settings, changes: Mapping[str, Any]
) -> ExpertSettingsOut:
    """What is None goes back to the environment's."""
    await repository.remove(session, [name for name, value in changes.items() if value is None])
    given = {name: value for name, value in changes.items() if value is not None}
    await repository.put(session, given)
    return await listing(session, user, settings)


async def _stored(session: AsyncSession) -> dict[str, tuple[Any, datetime]]:
    found = await repository.values(session)
    fit = {name: (fitting(name, found[name][0]), found[name][1]) for name in BEHIND if name in found}
    return {name: stored for name, stored in fit.items() if stored[0] is not None}


def _together(settings: Settings, stored: Mapping[str, tuple[Any, datetime]]) -> ChatSettings:
    inherited = {name: getattr(settings, behind) for name, behind in BEHIND.items()}
    return ChatSettings(**inherited | {name: value for name, (value, _) in stored.items()})


def _describe(settings: Settings, name: str, stored: tuple[Any, datetime] | None) -> ExpertSettingOut:
    behind = BEHIND[name]
    inherited = getattr(settings, behind)
    least, greatest = bounds_of(name)
    given = "environment" if behind in settings.model_fields_set else "default"
    return ExpertSettingOut(
        name=name,
        value=inherited if stored is None else stored[0],
        source=given if stored is None else "database",
        inherited=inherited,
        inherited_source=given,
        environment=f"{PREFIX}{behind.upper()}",
        kind=kind_of(name),
        minimum=least,
        maximum=greatest,
        description=field_of(name).description or "",
        updated_at=None if stored is None else stored[1],
    )
