"""What the posting asks for and no answer mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reprise.interviews.analyst.instructions import without_instructions
from reprise.interviews.analyst.lexicon import STOPWORDS
from reprise.interviews.analyst.professions import FIELDS
from reprise.interviews.analyst.sentences import words_of
from reprise.interviews.analyst.stems import stem, stems_in
from reprise.interviews.analyst.transcript import Posting, Transcript

_AT_MOST: Final = 8
_LONGEST_WORDS: Final = 4
_BETWEEN: Final = re.compile(r"[,;:.()\n•]| and | or | with | from | in | across | for | by ")
# Openings of a list item that are no part of the skill.
_OPENING: Final = re.compile(
    r"^(?:about|care about|take part|you (?:will |are |have )?\w+|we \w+|and|or|the|our|your|a|an|to|of|with|"
    r"strong|good|always|together|also|responsible for|experience (?:in|with)|knowledge of)\s+",
    re.IGNORECASE,
)
_NO_SKILL: Final = re.compile(
    r"\b(?:you|we|our|your|us|they|them|their|it|its|he|his|she|her|i|my|this|that|these|those|one)\b|"
    r"\b(?:years?|beds|seats|people|company|team of|before|after|together)\b|\d|"
    r"\b(?:take part|need(?:ed)?|is|are|will|can|must|responsible)\b|"
    r"^(?:work|design|build|run|care|help|join|lead|plan)\b",
    re.IGNORECASE,
)
# Whom one works with is no skill.
_PERSONS: Final = stems_in(
    """surgeon doctor nurse patient relative student colleague customer client parent pupil apprentice
    driver team teams manager
    management auditor guest supplier partner agency agencies stakeholder user users head chef buyer owner
    staff member procurement
    marketing purchasing software"""
)

# Kinds of things and qualities: alone they name nothing that could be learned.
_TOO_GENERAL: Final = stems_in(
    """api service server system platform code process product project performance speed quality reliability
    stability scalability efficiency
    house office phone chat email restaurant kitchen school court child family truck room search
    team task goal result work job experience"""
)
_VOCABULARY: Final = frozenset[str]().union(*FIELDS.values())
_CAPITAL: Final = re.compile(r"\b[A-Z]")


def skills_of(posting: Posting) -> tuple[str, ...]:
    """The posting's technologies, then the short items of the lists in its description, in its order, none
    twice.
    """
    found: dict[frozenset[str], str] = {}
    for skill in (*posting.tech_stack, *listed_skills(posting.description)):
        found.setdefault(frozenset(_stems(skill)), skill)
    return tuple(skill for stems, skill in found.items() if stems)


def knowledge_gaps(transcript: Transcript) -> tuple[str, ...]:
    """Skills of which no word came up in any answer, at most 8."""
    said = {word for answer in transcript.answers for word in _stems(without_instructions(answer.content))}
    posting = transcript.posting
    missing = (skill for skill in skills_of(posting) if not said & set(_stems(skill)))
    return tuple(skill for skill in missing if _is_named(skill, posting))[:_AT_MOST]


def _is_named(skill: str, posting: Posting) -> bool:
    """Whether it is a technology of the posting, a name, a term of some field, or said twice, and not a
    mere quality.
    """
    if skill in posting.tech_stack:
        return True
    stems = set(_stems(skill))
    if stems <= _TOO_GENERAL:
        return False
    words = _stems(posting.description)
    repeated = all(words.count(stem) > 1 for stem in stems)
    return bool(_CAPITAL.search(skill) or stems & _VOCABULARY or repeated)


def listed_skills(description: str) -> Iterator[str]:
    """The short items of a text's lists."""
    for part in _BETWEEN.split(description):
        item, previous = part.strip(), ""
        while item != previous:
            previous, item = item, _OPENING.sub("", item).strip()
        if 1 <= len(item.split()) <= _LONGEST_WORDS and len(item) > 3 and _is_skill(item):
            yield item


def _is_skill(item: str) -> bool:
    return not _NO_SKILL.search(item) and not set(_stems(item)) <= _PERSONS


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words_of(text) if word not in STOPWORDS and len(word) > 1]
