"""What can be wrong with a link to a new password."""

from __future__ import annotations

from reprise.core.errors import ForbiddenError


class ResetLinkNotValidError(ForbiddenError):
    code = "RESET_LINK_NOT_VALID"
