"""Which searches are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reprise.experts.chat.models import ResponseType

VoteState = Literal["up", "down", "none"]


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What is None does not filter; the others all hold. `words` are folded; `before` is exclusive."""

    words: str | None = None
    type: ResponseType | None = None
    vote: VoteState | None = None
    has_email: bool | None = None
    start: datetime | None = None
    before: datetime | None = None
