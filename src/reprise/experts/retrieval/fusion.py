"""Several rankings made one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

_K: Final = 60


def fused(rankings: Iterable[tuple[float, Sequence[UUID]]]) -> dict[UUID, float]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009); weighted; greater is better."""
    scores: dict[UUID, float] = {}
    for weight, ranking in rankings:
        for rank, expert_id in enumerate(ranking if weight else (), start=1):
            scores[expert_id] = scores.get(expert_id, 0.0) + weight / (_K + rank)
    return scores
