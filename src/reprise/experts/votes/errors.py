"""What can be wrong with a vote."""

from __future__ import annotations

from reprise.core.errors import UnprocessableError


class ExpertNotShownError(UnprocessableError):
    code = "EXPERT_NOT_SHOWN"
