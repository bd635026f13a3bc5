"""HTTP of settings."""

from __future__ import annotations

from reprise.core.auth.dependencies import Admin, Member
from reprise.core.db.dependencies import ReadSession, WriteSession
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import Router
from reprise.experts.settings import service
from reprise.experts.settings.schemas import ExpertSettingsOut, ExpertSettingsUpdate

router = Router(tags=["experts"])


@router.get("/experts/settings")
async def list_expert_settings(user: Member, session: ReadSession, core: CoreOf) -> ExpertSettingsOut:
    """What is in force, where it comes from, and its range."""
    return await service.listing(session, user, core.settings)


@router.patch("/experts/settings")
async def change_expert_settings(
    payload: ExpertSettingsUpdate,
    user: Admin,
    session: WriteSession,
    core: CoreOf,
) -> ExpertSettingsOut:
    """Set what is given, for every process from its next request on; null resets."""
    return await service.change(session, user, core.settings, payload.model_dump(exclude_unset=True))
