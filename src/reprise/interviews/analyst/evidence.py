"""Which sentences of an answer count at all: those that speak of the matter more than of this talk.

Whoever begs, threatens, flatters or forges a note need not be recognised as doing so: words about applying,
judging and one's own fate are no evidence of work, and a sentence without evidence adds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from reprise.interviews.analyst import lexicon
from reprise.interviews.analyst.instructions import own_sentences
from reprise.interviews.analyst.refusals import is_refusal
from reprise.interviews.analyst.sentences import words_of
from reprise.interviews.analyst.stems import stem, stems_in
from reprise.interviews.analyst.topic import AT_WORK, Topic

# What is said of this talk, its outcome and whoever decides it.
_THIS_TALK: Final = stems_in(
    """applicant application candidate candidacy recruiter recruitment hire hired hiring interview interviewer
    interviewee session transcript committee jury panel judge assessor grader evaluator reviewer
    assessment evaluation score grade mark rating rate result outcome verdict decide decided approval
    reject rejection pass fail status green validated official reference sample tier upper top
    highest maximum best better worst perfect excellent outstanding flawless brilliant impressive impress
    convince talented talent gifted smart wise genius strongest answer response reply submission fragment
    version update module algorithm bot professor institute company hr press law lawyer court legal police
    complain calibration simulation proceed pipeline job career position role opportunity chance dream"""
)
# What is asked for, promised or threatened, and one's own lot.
_PLEAS: Final = stems_in(
    """please beg plead implore mercy merciful pity favour favor grateful thankful gratitude thank benevolent
    generous generosity lenient leniency forgive excuse fair unfair deserve reward regret
    consequence promise swear believe trust hope wish imagine pretend dear sir madam serious sincere
    nonsense advantage oblige sue expose bribe nervous exhausted desperate poor debt rent loan savings
    unemployed visa deport pregnant disability illness sick dying mortgage eviction homeless starve hungry cry
    sleepless microphone camera internet connection patience effort gold"""
)
_ASIDES: Final = _THIS_TALK | _PLEAS
# Verbs and nouns that sentences about anything are made of.
_LIGHT: Final = stems_in(
    """tell say see look find know think take put come need want mean feel hear talk turn leave keep hold
    stand send read write word home person people year month week day today moment time part rest end case
    further"""
)
_YOU: Final = re.compile(r"\b(?:you|your|yours|yourself|yourselves)\b", re.IGNORECASE)
_ME: Final = re.compile(r"\b(?:I|me|my|mine|myself|us|our)\b|\bi['’]", re.IGNORECASE)
_PLEASE: Final = re.compile(r"\b(?:please|kindly|pls)\b", re.IGNORECASE)
# Anybody, not the reader.
_GENERIC: Final = re.compile(
    r"\byou (?:(?:also|just|always|really|simply|then) )?"
    r"(?:have to|need to|can|can['’]t|cannot|must|should|know|get)\b",
    re.IGNORECASE,
)
# What somebody is quoted as saying is told, not said to the reader.
_QUOTED: Final = re.compile(r"[\"“”«»][^\"“”«»\n]{1,200}[\"“”«»]|(?<!\w)['‘][^'’\n]{2,200}['’](?!\w)")
_SAYING: Final = re.compile(
    r"\b(?:told|asked|tell|ask|said to|say to|explain(?:ed)? to|show(?:ed)?|wrote)\s+"
    r"(?:him|her|them|the|my|our|an?|each|every\w*|people|customers?|clients?|parents?|patients?)\b|"
    r"\b(?:he|she|they|who|man|woman|boss|customer|client|father|mother) (?:said|asked|says|wrote|told)\b",
    re.IGNORECASE,
)
# Nobody speaks so.
_NOTATION: Final = re.compile(r"\w\s*=\s*\S|[{}<>|]|^\W*\[[^\]]*\]|^\W*(?:[A-Z]{4,}\b|\w+ \d+\.\d+:)")

# What a sentence has to say of the matter although nothing speaks against it.
_ALONE: Final = 0.14
_ASIDE: Final = 0.8
# So much talk of this talk, and the sentence does not say either whether the answer is on topic.
_ADDRESSED: Final = 0.75


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sentences of an answer: those that count, and those that say whether it is on topic."""

    counted: list[str]
    heard: list[str]


def spoken(answer: str, topic: Topic) -> Spoken:
    """In the answer's own letters, without what declines to answer or addresses the grader."""
    own = [sentence for sentence in own_sentences(answer) if not is_refusal(sentence)]
    counted = [sentence for sentence in own if speaks_of_matter(sentence, topic)]
    heard = [sentence for sentence in own if sentence in counted or not _addresses(sentence, topic)]
    return Spoken(counted, heard)


def speaks_of_matter(sentence: str, topic: Topic) -> bool:
    words = words_of(sentence)
    said = _said(words)
    return _matter(said, words, topic) > _ALONE + _talk(said, sentence, topic)


def _addresses(sentence: str, topic: Topic) -> bool:
    """Talk of this talk, and not just of one's own life, which says that an answer is off topic."""
    said = _said(words_of(sentence))
    if (said & topic.private) - _ASIDES:
        return False
    own_lot = _ASIDE * len(_asides(said, topic) & _PLEAS) / 2
    return _talk(said, sentence, topic) - own_lot >= _ADDRESSED


def _said(words: list[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words if word not in lexicon.STOPWORDS and len(word) > 1)


def _matter(said: frozenset[str], words: list[str], topic: Topic) -> float:
    plain = said - _asides(said, topic) - _LIGHT
    near = topic.near(plain)
    other = (plain - near) & AT_WORK
    figures = sum(word[0].isdigit() or word in lexicon.NUMERALS for word in words)
    return len(near) + 0.7 * len(other) + 0.15 * len(plain - near - other) + 0.3 * min(2, figures)


def _talk(said: frozenset[str], sentence: str, topic: Topic) -> float:
    own = _GENERIC.sub(" ", _QUOTED.sub(" ", sentence))
    dialogue = _YOU.search(own) and _ME.search(own) and not _SAYING.search(own)
    return (
        _ASIDE * len(_asides(said, topic))
        + 2.5 * bool(dialogue)
        + 1.5 * bool(_PLEASE.search(own))
        + 2.5 * bool(_NOTATION.search(own))
    )


def _asides(said: frozenset[str], topic: Topic) -> frozenset[str]:
    """A teacher who is asked for marks speaks of marks."""
    return (said & _ASIDES) - topic.question
