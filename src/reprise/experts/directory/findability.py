"""How well searches can find a profile and say why it fits, and what would help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

_WORD: Final = re.compile(r"\w+")
_LONG_BIO: Final = 60
_SHORT_BIO: Final = 25
_ENOUGH_TAGS: Final = 5


class Profile(Protocol):
    """What is looked at."""

    job_title: Any
    bio: Any
    category: Any
    tags: Any
    hourly_rate: Any
    currency: Any
    profile_url: Any
    company: Any


@dataclass(frozen=True, slots=True)
class Finding:
    """Points that a profile misses, and the sentence that says how to get them."""

    missing: int
    advice: str


def score(profile: Profile) -> int:
    """0 to 100: the text that searches read weighs 75, the facts of the card 25."""
    return 100 - sum(finding.missing for finding in _findings(profile))


def advice(profile: Profile) -> list[str]:
    """Sentences, what helps most first."""
    found = sorted(_findings(profile), key=lambda finding: -finding.missing)
    return [finding.advice for finding in found]


def _findings(profile: Profile) -> Iterator[Finding]:
    yield from _of_bio(profile.bio or "")
    if not profile.job_title:
        yield Finding(15, "Add a job title: its words weigh most in a search.")
    yield from _of_tags(profile.tags or [])
    if not profile.category:
        yield Finding(10, "Choose a category, so that filters find this profile.")
    if not profile.profile_url:
        yield Finding(10, "Add the address of the profile: without it nobody can click through.")
    if profile.hourly_rate is None or not profile.currency:
        yield Finding(
            10, "Give hourly rate and currency: a search with a highest rate leaves out whoever has none."
        )
    if not profile.company:
        yield Finding(5, "Name the company, which visitors look for by name.")


def _of_bio(bio: str) -> Iterator[Finding]:
    words = len(_WORD.findall(bio))
    if words == 0:
        yield Finding(35, "Write a bio: what problems are solved, for whom, and with what.")
    elif words < _SHORT_BIO:
        yield Finding(
            20, f"Make the bio longer: it has {words} words, from {_LONG_BIO} on most searches fit."
        )
    elif words < _LONG_BIO:
        yield Finding(
            8, f"Say more of concrete problems and tools: the bio has {words} of {_LONG_BIO} words."
        )


def _of_tags(tags: list[str]) -> Iterator[Finding]:
    missing = _ENOUGH_TAGS - len(tags)
    if missing > 0:
        more = "a tag" if missing == 1 else f"{missing} tags"
        yield Finding(3 * missing, f"Add {more} with words that people would search for.")
