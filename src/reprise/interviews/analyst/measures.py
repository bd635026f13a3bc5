"""What can be counted in one answer.

Every measure is 0–1 and grows with the logarithm of a count: it is reached early and then hardly moves, so
that another word for the same thing changes little.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reprise.interviews.analyst import lexicon
from reprise.interviews.analyst.evidence import spoken
from reprise.interviews.analyst.marks import is_past
from reprise.interviews.analyst.sentences import words_of
from reprise.interviews.analyst.topic import Topic

# A word with a capital inside a sentence, or in capitals anywhere.
_NAME: Final = re.compile(r"(?<=[a-z,;:] )(?!I\b)[A-Z][\w-]*|\b[A-Z]{2,}[A-Z0-9-]*\b")

# Fewer words with content than this are no answer yet.
_FEW: Final = 4


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


def measure(answer: str, topic: Topic, others: Sequence[float] = ()) -> Measures:
    """Measures of an answer to the question of `topic`; what addresses the grader is left out first.

    `others`: how the other answers of the session lean.
    """
    said = spoken(answer, topic)
    text = "\n".join(said.counted)
    words = words_of(text)
    hits = topic.hits([words_of(sentence) for sentence in said.counted])
    heard = topic.hits([words_of(sentence) for sentence in said.heard])
    connected = _connected(words) * min(1.0, hits.content / _FEW)
    links, order = _among(words, lexicon.REASONING), _among(words, lexicon.ORDER)
    past = sum(is_past(word) for word in words)
    own = _among(words, lexicon.FIRST_PERSON)
    return Measures(
        amount=_grown(_said(words, hits.content), 9, 145) * connected,
        specificity=_grown(_details(text, words), 1, 7),
        terms=_grown(hits.near + 0.9 * hits.workplace + 0.8 * hits.unknown, 6, 44) * connected,
        story=_grown(past + own + order, 3, 24) * connected,
        steps=_grown(order + hits.sentences, 2, 14) * connected,
        reasons=_grown(links + order / 2, 2, 14) * connected,
        actions=_grown(past + own, 3, 18) * connected,
        results=_outcome(words) * connected,
        clarity=_clarity(text, words, hits.sentences) * connected,
        relevance=heard.relevance(others) if hits.content else 0.0,
        slogans=_generality(text, words),
    )


def leaning(answer: str, topic: Topic) -> float:
    """Against the answer being on topic; 0 for silence."""
    return topic.hits([words_of(sentence) for sentence in spoken(answer, topic).heard]).leaning


def _grown(count: float, half: float, full: float) -> float:
    """0 for nothing, 1 from `full` on, by the logarithm; `half` is where the curve bends."""
    return min(1.0, math.log1p(count / half) / math.log1p(full / half))


def _among(words: list[str], kind: frozenset[str]) -> int:
    return sum(word in kind for word in words)


def _said(words: list[str], content: int) -> float:
    """Words, where each new one with content allows for two: repeating oneself adds little."""
    return max(0.0, math.sqrt(len(words) * 2.2 * content) - 3)


def _details(text: str, words: list[str]) -> float:
    """Distinct figures, in digits or in words, and names."""
    figures = {word for word in words if word[0].isdigit() or word in lexicon.NUMERALS}
    return len(figures) + 0.5 * len(set(_NAME.findall(text)))


def _outcome(words: list[str]) -> float:
    """Past tense, figures, reasons and order in the last third: that is where a result stands."""
    ending = words[2 * len(words) // 3 :]
    found = sum(is_past(word) or word[0].isdigit() or word in lexicon.NUMERALS for word in ending)
    return _grown(found + _among(ending, lexicon.REASONING | lexicon.ORDER), 2, 12)


def _connected(words: list[str]) -> float:
    """Sentences hold function words together (about half of English text); a list of key words has none."""
    if not words:
        return 0.0
    return min(1.0, _among(words, lexicon.STOPWORDS) / len(words) / 0.25)


def _generality(text: str, words: list[str]) -> float:
    """How densely it says "always", "everyone", "important" and the like, and set phrases."""
    if not words:
        return 0.0
    found = _among(words, lexicon.GENERALITIES) + 2 * len(lexicon.SLOGANS.findall(text))
    found = max(0, found - 1)
    return 1 - math.exp(-found / len(words) / 0.06)


def _clarity(text: str, words: list[str], sentences: int) -> float:
    """Sentences of readable length, without fillers; reading ease after Flesch (1948) counts a little."""
    if not words:
        return 0.0
    mean = len(words) / max(1, sentences)
    length = math.exp(-(((mean - 22) / 26) ** 2)) if mean > 22 else min(1.0, 0.6 + mean / 25)
    fillers = len(lexicon.FILLERS.findall(text)) / len(words)
    syllables = sum(map(_syllables, words)) / len(words)
    ease = 206.835 - 1.015 * mean - 84.6 * syllables
    return (0.8 * length + 0.2 * min(1.0, max(0.0, ease / 50))) * math.exp(-10 * fillers)


def _syllables(word: str) -> int:
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word))))
