"""What questions can be about: the posting's skills, those that the résumé shares first."""

from __future__ import annotations

import re
from typing import Final

from reprise.interviews.analyst.gaps import listed_skills, skills_of
from reprise.interviews.analyst.sentences import words_of
from reprise.interviews.analyst.stems import stem
from reprise.interviews.analyst.transcript import Transcript

_FROM_RESUME: Final = 6
# Only what a résumé itself calls a skill: names and addresses are lists of short items too.
_HEADING: Final = re.compile(
    r"\b(?:skills?|technologies|tools|expertise|competenc(?:es|ies)|experienced? (?:in|with)|"
    r"knowledge of)\b\s*[:\-–]?\s*(.+)",
    re.IGNORECASE,
)


def askable_skills(transcript: Transcript) -> list[str]:
    """At least one: a posting without any gives its title."""
    wanted = list(skills_of(transcript.posting))
    resume = transcript.resume or ""
    known = {stem(word) for word in words_of(resume)}
    shared = [skill for skill in wanted if {stem(word) for word in words_of(skill)} <= known]
    others = [skill for skill in wanted if skill not in shared]
    own = [skill for skill in _named_in(resume) if skill not in wanted][:_FROM_RESUME]
    mixed = [skill for group in _in_turns(others[::2], others[1::2], own) for skill in group]
    return shared + mixed or [f"the work of a {transcript.posting.title}"]


def _in_turns(*lists: list[str]) -> list[list[str]]:
    """The first of each list, then the second of each, and so on."""
    return [[one[i] for one in lists if i < len(one)] for i in range(max(map(len, lists)))]


def _named_in(resume: str) -> dict[str, None]:
    """In order, none twice."""
    return dict.fromkeys(skill for line in _HEADING.findall(resume) for skill in listed_skills(line))
