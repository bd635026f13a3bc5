"""What searches read of an expert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row

from reprise.experts.retrieval.terms import terms_of

# How often a field's words count: what somebody calls themselves says more than a word of a long text.
_TITLE: Final = 2
_TAGS: Final = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """`is_active` false means: not to be found."""

    id: UUID
    is_active: bool
    name: str
    job_title: str
    company: str
    bio: str
    category: str | None
    tags: tuple[str, ...]
    hourly_rate: float | None


def profile_of(row: Row[*tuple[Any, ...]]) -> Profile:
    """Of a row of `directory.repository.changed_after`."""
    return Profile(
        id=row.id,
        is_active=row.is_active,
        name=f"{row.first_name} {row.last_name}",
        job_title=row.job_title or "",
        company=row.company or "",
        bio=row.bio or "",
        category=row.category,
        tags=tuple(row.tags or ()),
        hourly_rate=row.hourly_rate,
    )


def weighted_texts(profile: Profile) -> Iterator[tuple[str, int]]:
    """All texts, and how often the words of each count."""
    yield profile.name, 1
    yield profile.job_title, _TITLE
    yield profile.company, 1
    yield profile.category or "", 1
    yield " ".join(profile.tags), _TAGS
    yield profile.bio, 1


def weighted_terms(profile: Profile) -> list[str]:
    """The terms of all texts, repeated as they count."""
    return [term for text, times in weighted_texts(profile) for term in terms_of(text) * times]


def embedded_text(profile: Profile) -> str:
    """What stands for the profile where meaning is compared; no name: names have no subject."""
    return "\n".join(_parts(profile))


def _parts(profile: Profile) -> Iterator[str]:
    yield from (part for part in (profile.job_title, profile.category or "", ", ".join(profile.tags)) if part)
    if profile.bio:
        yield profile.bio
