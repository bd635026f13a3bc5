"""One search in what is indexed; takes a core, so it never runs on the event loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from reprise.experts.retrieval import evidence
from reprise.experts.retrieval.configuration import RetrievalSettings
from reprise.experts.retrieval.dense import Dense
from reprise.experts.retrieval.fusion import fused
from reprise.experts.retrieval.lexical import NO_FILTERS, Filters, Lexical, Ranked
from reprise.experts.retrieval.overlay import Overlay
from reprise.experts.retrieval.terms import informative_terms


@dataclass(frozen=True, slots=True)
class Indexed:
    """The directory as it was at a revision, ready to be searched; replaced as a whole."""

    revision: int
    removals: int
    lexical: Lexical
    overlay: Overlay = field(default_factory=Overlay)
    dense: Dense | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert and how well they fit: `share` by `evidence`, `cosine` where there is one."""

    id: UUID
    share: float
    cosine: float | None
    fits: bool


@dataclass(frozen=True, slots=True)
class Found:
    """`candidates`, the best first. `score` is that of the best one by share or cosine, 0 to 1."""

    terms: Sequence[str]
    candidates: Sequence[Candidate]
    score: float

    @property
    def fitting(self) -> list[Candidate]:
        return [candidate for candidate in self.candidates if candidate.fits]


@dataclass(frozen=True, slots=True)
class Question:
    """`vector` is of length 1; None: words alone. `boosts` are factors around 1."""

    text: str
    filters: Filters = NO_FILTERS
    vector: Sequence[float] | None = None
    boosts: Mapping[UUID, float] = field(default_factory=dict)


def search(indexed: Indexed, question: Question, settings: RetrievalSettings) -> Found:
    terms = informative_terms(question.text)
    by_words = _by_words(indexed, terms, question, settings.candidates)
    cosines = _by_meaning(indexed, question, settings.candidates)
    rankings = [(settings.lexical_weight, [ranked.id for ranked in by_words])]
    if cosines:
        nearest = sorted(cosines, key=lambda expert_id: -cosines[expert_id])
        rankings.append((settings.dense_weight, nearest))
    scores = {
        expert_id: score * question.boosts.get(expert_id, 1.0) for expert_id, score in fused(rankings).items()
    }
    best = sorted(scores, key=lambda expert_id: (-scores[expert_id], expert_id))[: settings.candidates]
    weighed = evidence.weights(terms, indexed.lexical.frequency, len(indexed.lexical))
    held = {ranked.id: ranked.held for ranked in by_words}
    # Many profiles hold the same words.
    shares = {words: evidence.share(weighed, words) for words in set(held.values())}
    candidates = []
    for expert_id in best:
        words = held.get(expert_id)
        if words is None:
            words = _held(indexed, terms, expert_id)
        share = shares[words] if words in shares else evidence.share(weighed, words)
        cosine = cosines.get(expert_id)
        fits = share >= settings.match or (cosine is not None and cosine >= settings.match_cosine)
        candidates.append(Candidate(expert_id, share, cosine, fits and bool(words or cosine is not None)))
    score = max((max(one.share, one.cosine or 0.0) for one in candidates), default=0.0)
    return Found(terms, candidates, min(1.0, max(0.0, score)))


def _by_words(indexed: Indexed, terms: Sequence[str], question: Question, limit: int) -> list[Ranked]:
    if not terms:
        return []
    mask = indexed.lexical.allowed(question.filters, indexed.overlay.hidden)
    found = indexed.lexical.ranked(terms, mask, limit)
    found += indexed.overlay.ranked(indexed.lexical, terms, question.filters)
    return sorted(found, key=lambda ranked: -ranked.score)[:limit]


def _by_meaning(indexed: Indexed, question: Question, limit: int) -> dict[UUID, float]:
    if indexed.dense is None or question.vector is None:
        return {}
    return indexed.dense.nearest(question.vector, question.filters, limit)


def _held(indexed: Indexed, terms: Sequence[str], expert_id: UUID) -> frozenset[int]:
    changed = indexed.overlay.changed.get(expert_id)
    if changed is not None:
        return frozenset(place for place, term in enumerate(terms) if term in changed.counts)
    return indexed.lexical.held_by(terms, expert_id)
