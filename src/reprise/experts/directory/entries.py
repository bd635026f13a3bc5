"""Experts as answers tell of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """An expert who may be recommended, as the directory has them at this moment."""

    id: UUID
    first_name: str
    last_name: str
    job_title: str | None
    company: str | None
    bio: str | None
    hourly_rate: float | None
    currency: str | None
    profile_url: str | None
    category: str | None
    tags: Sequence[str] | None


Entries = Mapping[UUID, Entry]
