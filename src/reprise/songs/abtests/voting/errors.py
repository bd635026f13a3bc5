"""Why a vote is not taken."""

from __future__ import annotations

from reprise.core.errors import UnprocessableError


class ListenLongerError(UnprocessableError):
    code = "LISTEN_LONGER"
