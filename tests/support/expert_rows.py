"""Directories of any size, written straight into the database."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate, islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import create_engine, insert, update

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import utcnow
from reprise.core.db.urls import sync_url
from reprise.experts.directory.models import DirectoryState, Expert

_SYLLABLES: Final = (
    "ba",
    "co",
    "di",
    "fu",
    "ga",
    "he",
    "ki",
    "lo",
    "mu",
    "na",
    "po",
    "qui",
    "ra",
    "se",
    "tu",
)
_WORDS: Final = 30_000


class Vocabulary:
    """Made-up words, of which few are frequent and most are rare (Zipf's law)."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = sorted({self._word() for _ in range(_WORDS)})
        self._random.shuffle(self._words)
        # Summed up once: `choices` does it anew for each call, which takes minutes for 100,000 experts.
        self._sums = list(accumulate(1 / (rank + 10) for rank in range(len(self._words))))

    def _word(self) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=self._random.randint(2, 4)))

    def some(self, number: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._sums, k=number)


def experts(number: int, *, seed: int = 1) -> Iterator[dict[str, Any]]:
    vocabulary = Vocabulary(seed)
    now = utcnow()
    for place in range(number):
        yield {
            "id": UUID(int=(seed << 64) + place),
            "owner_id": OWNER_ID,
            "username": f"expert-{seed}-{place}",
            "first_name": f"First{place}",
            "last_name": f"Last{place}",
            "job_title": " ".join(vocabulary.some(3)),
            "company": None,
            "bio": " ".join(vocabulary.some(45)) + ".",
            "hourly_rate": float(50 + place % 200),
            "currency": "EUR",
            "profile_url": f"https://profiles.example.org/{place}",
            "category": f"Category {place % 40}",
            "tags": vocabulary.some(5),
            "is_active": True,
            "findability": 80,
            "revision": 1,
            "search_key": f"first{place} last{place}",
            "created_at": now,
            "updated_at": now,
        }


def insert_experts(database_url: str, rows: Iterator[dict[str, Any]]) -> None:
    """All of them, as the directory's first revision."""
    engine = create_engine(sync_url(database_url))
    with engine.begin() as connection:
        while part := list(islice(rows, 5_000)):
            connection.execute(insert(Expert.__table__), part)  # type: ignore[arg-type]
        connection.execute(update(DirectoryState.__table__).values(revision=1))  # type: ignore[arg-type]
    engine.dispose()
