"""What can be counted in one answer.

Every measure is 0–1 and grows ever more slowly, so that no single word decides.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from reprise.interviews.analyst import lexicon
from reprise.interviews.analyst.instructions import without_instructions
from reprise.interviews.analyst.sentences import split_sentences, words_of
from reprise.interviews.analyst.stems import stem
from reprise.interviews.analyst.topic import Topic

_NUMBER: Final = re.compile(
    r"\d+(?:[.,:]\d+)*|\b(?:half|third|twice|dozen|hundreds?|thousands?|million)\b", re.IGNORECASE
)
_SPELT: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"sixty)\b(?=[ -])",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"(?<![.!?…]\s)(?<!^)(?<!\")\b[A-Z][A-Za-z0-9]*(?:[-/][A-Z0-9]\w*)*\b|\b[A-Z]{2,}[A-Za-z0-9-]*\b"
)
_EVERYDAY_NAMES: Final = frozenset(
    {"I", "I'm", "I'd", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
)


@dataclass(frozen=True, slots=True)
class Measures:
    """How much is said, how concretely, how ordered, how reasoned, with what outcome, how clearly, and
    whether on topic.
    """

    amount: float
    specificity: float
    terms: float
    story: float
    steps: float
    reasons: float
    actions: float
    results: float
    clarity: float
    relevance: float
    slogans: float


def measure(answer: str, topic: Topic) -> Measures:
    """Measures of an answer to the question of `topic`; what addresses the grader is left out first."""
    text = lexicon.REFUSALS.sub(" ", without_instructions(answer))
    words = words_of(text)
    content = {stem(word) for word in words if word not in lexicon.STOPWORDS and len(word) > 1}
    hits = topic.hits(content)
    connected = _connected(words)
    return Measures(
        amount=_saturated(len(content), 28) * connected,
        specificity=_saturated(_details(text), 5.0),
        terms=_saturated(hits.terms, 9),
        story=_story(text) * connected,
        steps=_saturated(_kinds(lexicon.SEQUENCE, text) + len(split_sentences(text)) / 4, 2.5) * connected,
        reasons=_saturated(_kinds(lexicon.REASONS, text) + _count(lexicon.REASONS, text) / 4, 4.2),
        actions=_saturated(len(content & lexicon.ACTIONS), 8) * connected,
        results=_saturated(
            _kinds(lexicon.RESULT, text) + _kinds(lexicon.LESSON, text) + _outcomes(text), 2.2
        ),
        clarity=_clarity(text, words) * connected,
        relevance=hits.relevance(len(content)),
        slogans=_saturated(len(lexicon.SLOGANS.findall(text)), 2.5),
    )


def _saturated(count: float, scale: float) -> float:
    """0 for nothing, 0.63 at `scale`, and towards 1."""
    return 1 - math.exp(-count / scale)


def _count(patterns: tuple[re.Pattern[str], ...], text: str) -> int:
    return sum(len(pattern.findall(text)) for pattern in patterns)


def _kinds(patterns: tuple[re.Pattern[str], ...], text: str) -> int:
    return sum(pattern.search(text) is not None for pattern in patterns)


def _details(text: str) -> float:
    """Distinct figures and names; a figure in words counts like one in digits."""
    figures = {*map(str.lower, _NUMBER.findall(text)), *map(str.lower, _SPELT.findall(text))}
    names = {name for name in _NAME.findall(text) if name not in _EVERYDAY_NAMES}
    return len(figures) + 0.5 * len(names)


def _outcomes(text: str) -> float:
    """Figures in the last third: that is where a result stands."""
    ending = text[2 * len(text) // 3 :]
    return min(1.5, 0.5 * len(set(_NUMBER.findall(ending))))


def _story(text: str) -> float:
    """Situation, task and result of STAR, each half by presence and half by how often.

    The action is measured by verbs.
    """
    parts = (lexicon.SITUATION, lexicon.TASK, (*lexicon.RESULT, *lexicon.LESSON))
    return sum(_saturated(_count(part, text), 1.6) for part in parts) / len(parts)


def _connected(words: list[str]) -> float:
    """Sentences hold function words together (about half of English text); a list of key words has none."""
    if not words:
        return 0.0
    share = sum(word in lexicon.STOPWORDS for word in words) / len(words)
    return min(1.0, share / 0.25)


def _clarity(text: str, words: list[str]) -> float:
    """Sentences of readable length, without fillers; reading ease after Flesch (1948) counts a little."""
    sentences = [words_of(sentence) for sentence in split_sentences(text)]
    lengths = [len(sentence) for sentence in sentences if sentence]
    if not lengths:
        return 0.0
    mean = sum(lengths) / len(lengths)
    length = math.exp(-(((mean - 17) / 16) ** 2)) if mean > 17 else min(1.0, 0.4 + mean / 20)
    fillers = len(lexicon.FILLERS.findall(text)) / len(words)
    syllables = sum(map(_syllables, words)) / len(words)
    ease = 206.835 - 1.015 * mean - 84.6 * syllables
    return (0.7 * length + 0.3 * min(1.0, max(0.0, ease / 50))) * math.exp(-12 * fillers)


def _syllables(word: str) -> int:
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word))))
