"""Why a link lets nobody in."""

from __future__ import annotations

from reprise.core.errors import ConflictError, NotFoundError


class AbInviteNotFoundError(NotFoundError):
    code = "AB_INVITE_NOT_FOUND"


class AbInviteUsedUpError(ConflictError):
    code = "AB_INVITE_USED_UP"
