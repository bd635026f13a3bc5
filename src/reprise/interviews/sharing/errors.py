"""Why a link cannot be made or read."""

from __future__ import annotations

from reprise.core.errors import ConflictError, NotFoundError


class ShareLinkNotFoundError(NotFoundError):
    code = "SHARE_LINK_NOT_FOUND"


class TooManyShareLinksError(ConflictError):
    code = "TOO_MANY_SHARE_LINKS"
