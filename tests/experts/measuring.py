"""How well searches do on the judged collection."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from reprise.experts.retrieval.configuration import RetrievalSettings
from reprise.experts.retrieval.lexical import LexicalBuilder
from reprise.experts.retrieval.profiles import Profile
from reprise.experts.retrieval.searching import Found, Indexed, Question, search

COLLECTION = Path(__file__).parent / "collection"


@dataclass(frozen=True)
class Figures:
    """Means over queries that somebody fits; `asked_back` over those that nobody fits."""

    ndcg_at_3: float
    recall_at_5: float
    shown_ndcg_at_3: float
    answered: float
    asked_back: float

    def __str__(self) -> str:
        return (
            f"nDCG@3 {self.ndcg_at_3:.3f}, recall@5 {self.recall_at_5:.3f}, of what is shown nDCG@3 "
            f"{self.shown_ndcg_at_3:.3f}, answered {self.answered:.3f}, asked back {self.asked_back:.3f}"
        )


def id_of(username: str) -> UUID:
    return uuid5(NAMESPACE_URL, username)


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (COLLECTION / name).read_text().splitlines() if line.strip()]


def profiles() -> list[Profile]:
    return [
        Profile(
            id_of(one["username"]),
            True,
            f"{one['first_name']} {one['last_name']}",
            one["job_title"] or "",
            one["company"] or "",
            one["bio"] or "",
            one["category"],
            tuple(one["tags"]),
            one["hourly_rate"],
        )
        for one in lines("experts.jsonl")
    ]


def indexed() -> Indexed:
    builder = LexicalBuilder()
    builder.add(profiles())
    return Indexed(1, 0, builder.build())


def measure(find: Callable[[str], Found], queries: Iterable[dict[str, Any]], shown: int = 3) -> Figures:
    ndcg, recall, after, answered, asked_back = [], [], [], [], []
    for query in queries:
        found = find(query["query"])
        grades = {id_of(name): grade for name, grade in query["judgements"].items()}
        fitting = [candidate.id for candidate in found.fitting][:shown]
        if not grades:
            asked_back.append(not fitting)
            continue
        ranking = [candidate.id for candidate in found.candidates]
        ndcg.append(ndcg_at(3, ranking, grades))
        relevant = {expert_id for expert_id, grade in grades.items() if grade >= 2}
        recall.append(len(relevant & set(ranking[:5])) / len(relevant) if relevant else 1.0)
        after.append(ndcg_at(3, fitting, grades))
        answered.append(bool(fitting))
    return Figures(fmean(ndcg), fmean(recall), fmean(after), fmean(answered), fmean(asked_back))


def ndcg_at(depth: int, ranking: Sequence[UUID], grades: dict[UUID, int]) -> float:
    """Järvelin and Kekäläinen, TOIS 2002, with gains 2^grade - 1."""
    gains = [2 ** grades.get(expert_id, 0) - 1 for expert_id in ranking[:depth]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:depth]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def lexical_search(settings: RetrievalSettings) -> Callable[[str], Found]:
    index = indexed()
    return lambda query: search(index, Question(query), settings)


def split(name: str) -> list[dict[str, Any]]:
    return [query for query in lines("queries.jsonl") if query["split"] == name]
