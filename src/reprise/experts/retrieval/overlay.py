"""Experts that changed since the words were indexed: few, scored one by one with the index's statistics."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from reprise.experts.retrieval.lexical import K1, B, Filters, Lexical, Ranked
from reprise.experts.retrieval.profiles import Profile, weighted_terms


@dataclass(frozen=True, slots=True)
class Changed:
    """One expert as they are now."""

    profile: Profile
    counts: Counter[str]
    length: int

    @classmethod
    def of(cls, profile: Profile) -> Changed:
        terms = weighted_terms(profile)
        return cls(profile, Counter(terms), len(terms))


@dataclass(frozen=True, slots=True)
class Overlay:
    """`hidden` are places of the index whose experts changed, left, or are not to be found any more."""

    changed: Mapping[UUID, Changed] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()

    def with_changes(self, index: Lexical, profiles: Iterable[Profile], gone: Iterable[UUID]) -> Overlay:
        changed, hidden = dict(self.changed), set(self.hidden)
        for profile in profiles:
            changed[profile.id] = Changed.of(profile)
            if profile.id in index.places:
                hidden.add(index.places[profile.id])
        for expert_id in gone:
            changed.pop(expert_id, None)
            if expert_id in index.places:
                hidden.add(index.places[expert_id])
        return Overlay(changed, frozenset(hidden))

    def ranked(self, index: Lexical, terms: Sequence[str], filters: Filters) -> Iterator[Ranked]:
        """In no order."""
        weights = [_idf(index, term) for term in terms]
        for expert_id, one in self.changed.items():
            profile = one.profile
            if not profile.is_active or not filters.admit(profile.category, profile.hourly_rate):
                continue
            held = frozenset(place for place, term in enumerate(terms) if term in one.counts)
            if held:
                norm = K1 * (1 - B + B * one.length / max(1.0, index.average_length))
                score = sum(weights[p] * _saturated(one.counts[terms[p]], norm) for p in held)
                yield Ranked(expert_id, score, held)


def _saturated(count: int, norm: float) -> float:
    return count / (count + norm)


def _idf(index: Lexical, term: str) -> float:
    """Lucene's, as bm25s has it; a new word counts as one that stands in a single profile."""
    frequency = max(1, index.frequency(term))
    return math.log(1 + (len(index) - frequency + 0.5) / (frequency + 0.5))
