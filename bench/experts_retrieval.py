"""How well searches find the right experts on the judged collection, on the half that nothing was tuned on.

By words alone; where REPRISE_EMBEDDING_MODEL is set, by words and meaning beside it. nDCG as in Järvelin and
Kekäläinen, TOIS 2002.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.experts.measuring import Figures, indexed, measure, profiles, split

from bench.figures import Figure
from reprise.core.settings import Settings
from reprise.experts.retrieval.configuration import RetrievalSettings
from reprise.experts.retrieval.dense import Dense
from reprise.experts.retrieval.embedder import AT_ONCE, PROFILES_SECONDS, Embedder, Vector
from reprise.experts.retrieval.profiles import embedded_text
from reprise.experts.retrieval.searching import Found, Indexed, Question, search
from reprise.experts.retrieval.vectors import packed

_SPLIT = "heldout"
_ALONE = "words alone; REPRISE_EMBEDDING_MODEL is not set"


def measure_retrieval(scratch: Path) -> list[Figure]:
    settings = Settings(data_dir=scratch)
    words = _measured(settings, indexed(), {})
    if not settings.embedding_model:
        return _figures(words, None, _ALONE)
    hybrid = asyncio.run(_hybrid(settings))
    return _figures(hybrid, words, f"words and {settings.embedding_model}, beside words alone")


async def _hybrid(settings: Settings) -> Figures:
    embedder = Embedder(settings)
    people = profiles()
    made = await _vectors(embedder, [embedded_text(one) for one in people])
    facts = {one.id: (one.category, one.hourly_rate) for one in people}
    vectors = [(one.id, packed(vector)) for one, vector in zip(people, made, strict=True)]
    queries = [query["query"] for query in split(_SPLIT)]
    asked = dict(zip(queries, await _vectors(embedder, queries), strict=True))
    return _measured(settings, replace(indexed(), dense=Dense.of(vectors, facts)), asked)


async def _vectors(embedder: Embedder, texts: Sequence[str]) -> list[Vector]:
    made: list[Vector] = []
    for start in range(0, len(texts), AT_ONCE):
        made += await embedder.embed(texts[start : start + AT_ONCE], seconds=PROFILES_SECONDS)
    return made


def _measured(settings: Settings, index: Indexed, vectors: dict[str, Vector]) -> Figures:
    retrieval = RetrievalSettings(match=settings.chat_match, match_cosine=settings.chat_match_cosine)

    def find(query: str) -> Found:
        return search(index, Question(query, vector=vectors.get(query)), retrieval)

    return measure(find, split(_SPLIT))


def _figures(found: Figures, beside: Figures | None, note: str) -> list[Figure]:
    names = {
        "nDCG@3": "ndcg_at_3",
        "recall@5": "recall_at_5",
        "nDCG@3 of what is shown": "shown_ndcg_at_3",
        "somebody fits: answered": "answered",
        "nobody fits: asked back": "asked_back",
    }
    return [
        Figure(
            f"{title}, half kept apart",
            getattr(found, name),
            "",
            control=getattr(beside, name) if beside else None,
            note=note,
        )
        for title, name in names.items()
    ]
