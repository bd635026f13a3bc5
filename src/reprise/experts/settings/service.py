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
from reprise.experts.settings.repository import Stored
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
    return chosen(settings, await repository.values(session))


def chosen(settings: Settings, stored: Stored) -> ChatSettings:
    """What was stored over what the installation says."""
    inherited = {name: getattr(settings, behind) for name, behind in BEHIND.items()}
    return ChatSettings(**inherited | {name: value for name, (value, _) in _fitting(stored).items()})


async def listing(session: AsyncSession, user: CurrentUser, settings: Settings) -> ExpertSettingsOut:
    stored = _fitting(await repository.values(session))
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


def _fitting(stored: Stored) -> Stored:
    fit = {name: (fitting(name, stored[name][0]), stored[name][1]) for name in BEHIND if name in stored}
    return {name: value for name, value in fit.items() if value[0] is not None}


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
