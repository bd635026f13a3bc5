"""What counts, in plain Python: the definition read word by word, to compare the SQL with."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Said:
    """One row of feedback."""

    id: UUID
    created_at: datetime
    author: UUID
    audio: UUID
    criterion: str
    rating: int | None
    over: UUID | None
    tags: tuple[str, ...] | None
    notes: str | None


def counting(rows: Sequence[Said]) -> dict[UUID, frozenset[str]]:
    """Which values of each row count: the newest row of each key that carries such a value."""
    newest: dict[Hashable, Said] = {}
    for row in rows:
        for key in _keys(row):
            if key not in newest or _age(row) > _age(newest[key]):
                newest[key] = row
    return {row.id: frozenset(kind for kind, *_ in _won(row, newest)) for row in rows}


def _won(row: Said, newest: dict[Hashable, Said]) -> Iterable[tuple[str, ...]]:
    return (key for key in _keys(row) if newest[key] is row)


def _age(row: Said) -> tuple[datetime, UUID]:
    return row.created_at, row.id


def _keys(row: Said) -> list[tuple[str, ...]]:
    author, audio = str(row.author), str(row.audio)
    keys: list[tuple[str, ...]] = []
    if row.rating is not None:
        keys.append(("rating", author, audio, row.criterion))
    if row.over is not None:
        keys.append(("preference", author, *sorted([audio, str(row.over)]), row.criterion))
    if row.tags is not None:
        keys.append(("tags", author, audio))
    if row.notes is not None:
        keys.append(("notes", author, audio))
    return keys
