"""The words of all profiles, ranked by BM25 (bm25s, Lucene's variant); immutable once it is built."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from reprise.experts.retrieval.profiles import Profile, weighted_texts
from reprise.experts.retrieval.terms import term_of, words_of

if TYPE_CHECKING:
    import numpy as np
    from bm25s import BM25

K1: Final = 1.6
B: Final = 0.6
_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor narrows the search to."""

    category: str | None = None
    max_rate: float | None = None

    @property
    def none(self) -> bool:
        return self.category is None and self.max_rate is None

    def admit(self, category: str | None, rate: float | None) -> bool:
        if self.category is not None and category != self.category:
            return False
        return self.max_rate is None or (rate is not None and rate <= self.max_rate)


NO_FILTERS: Final = Filters()


@dataclass(frozen=True, slots=True)
class Ranked:
    """One expert found by words; `held` are the places of the query's terms that the profile holds."""

    id: UUID
    score: float
    held: frozenset[int]


class Lexical:
    """Find `ranked` profiles. Facts lie in arrays of one number an expert: a hundred thousand take 30 MB."""

    def __init__(self, made: LexicalBuilder, bm25: BM25 | None) -> None:
        import numpy as np

        self.ids: Sequence[UUID] = made.ids
        self.vocabulary = made.vocabulary
        self.average_length = len(made.flat) / max(1, len(made.ids))
        self._bm25 = bm25
        self._categories = made.categories
        self._category = np.frombuffer(made.category, dtype=np.int32)
        self._rate = np.frombuffer(made.rate, dtype=np.float32)
        counts = np.bincount(self._category[self._category >= 0], minlength=len(made.categories))
        names = list(made.categories)
        self.top_categories = [names[code] for code in np.argsort(-counts, kind="stable")[:_NAMED].tolist()]
        self.places = {expert_id: place for place, expert_id in enumerate(made.ids)}

    def __len__(self) -> int:
        return len(self.ids)

    def frequency(self, term: str) -> int:
        """In how many profiles the term stands."""
        token = self.vocabulary.get(term)
        if token is None or self._bm25 is None:
            return 0
        starts = self._bm25.scores["indptr"]
        return int(starts[token + 1] - starts[token])

    def allowed(self, filters: Filters, hidden: Iterable[int]) -> np.ndarray[Any, Any] | None:
        """1 for every expert that may be found, 0 for the others; None when all may be."""
        import numpy as np

        places = list(hidden)
        if filters.none and not places:
            return None
        mask = np.ones(len(self.ids), dtype=np.float32)
        if filters.category is not None:
            mask *= self._category == self._categories.get(filters.category, -2)
        if filters.max_rate is not None:
            mask *= self._rate <= np.float32(filters.max_rate)
        mask[places] = 0
        return mask

    def ranked(self, terms: Sequence[str], mask: np.ndarray[Any, Any] | None, limit: int) -> list[Ranked]:
        """The best by the words of the query, the best first."""
        known = self._known(terms)
        if not known or self._bm25 is None:
            return []
        from reprise.experts.retrieval.greatest import greatest

        scores = self._bm25.get_scores_from_ids(list(known.values()), weight_mask=mask)
        best = greatest(scores, limit)
        held = self._held(known, best)
        return [
            Ranked(self.ids[place], score, words)
            for place, score, words in zip(best.tolist(), scores[best].tolist(), held, strict=True)
        ]

    def _known(self, terms: Sequence[str]) -> dict[int, int]:
        """By its place among the terms, the number of each that any profile holds."""
        return {place: self.vocabulary[term] for place, term in enumerate(terms) if term in self.vocabulary}

    def _held(self, known: Mapping[int, int], places: np.ndarray[Any, Any]) -> list[frozenset[int]]:
        """For each of the profiles, which of the terms it holds."""
        import numpy as np

        assert self._bm25 is not None
        starts, rows = self._bm25.scores["indptr"], self._bm25.scores["indices"]
        # Of the column's type: else all of the column would be converted.
        wanted = places.astype(rows.dtype)
        held: list[list[int]] = [[] for _ in range(len(wanted))]
        for position, token in known.items():
            column = rows[starts[token] : starts[token + 1]]
            at = np.minimum(column.searchsorted(wanted), len(column) - 1)
            for profile in (column[at] == wanted).nonzero()[0].tolist():
                held[profile].append(position)
        return [frozenset(positions) for positions in held]

    def held_by(self, terms: Sequence[str], expert_id: UUID) -> frozenset[int]:
        """Which of the terms, by their places, the profile of one expert holds."""
        import numpy as np

        place = self.places.get(expert_id)
        if place is None or self._bm25 is None:
            return frozenset()
        return self._held(self._known(terms), np.array([place]))[0]


class LexicalBuilder:
    """Takes profiles in any number of parts."""

    def __init__(self) -> None:
        self.ids: list[UUID] = []
        self.vocabulary: dict[str, int] = {}
        self.categories: dict[str, int] = {}
        self.category = array("i")
        self.rate = array("f")
        self.lengths = array("i")
        self.flat = array("i")
        self._numbers: dict[str, int] = {}

    def add(self, profiles: Iterable[Profile]) -> None:
        for profile in profiles:
            before = len(self.flat)
            for text, times in weighted_texts(profile):
                numbers = [self._number(word) for word in words_of(text)]
                self.flat.extend([number for number in numbers if number >= 0] * times)
            self.lengths.append(len(self.flat) - before)
            self.ids.append(profile.id)
            known = self.categories
            code = -1 if profile.category is None else known.setdefault(profile.category, len(known))
            self.category.append(code)
            self.rate.append(float("nan") if profile.hourly_rate is None else profile.hourly_rate)

    def _number(self, word: str) -> int:
        """Of the word's term in the vocabulary; -1 for a word of grammar."""
        number = self._numbers.get(word)
        if number is None:
            term = term_of(word)
            number = -1 if term is None else self.vocabulary.setdefault(term, len(self.vocabulary))
            self._numbers[word] = number
        return number

    def build(self) -> Lexical:
        if not self.vocabulary:
            return Lexical(self, None)
        from reprise.experts.retrieval.matrix import weigh

        return Lexical(self, weigh(self.flat, self.lengths, self.vocabulary, k1=K1, b=B))
