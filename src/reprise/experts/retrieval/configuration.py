"""What a search goes by; kept with each conversation."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """`match`: how much of the question a profile must answer; `match_cosine`: a cosine; `shown` at most.

    `boost` bounds what votes may add to or take from an expert's score, as a share of it; 0: nothing. The
    weights say how much the rankings by words and by meaning count where they are fused.
    """

    match: float
    match_cosine: float
    shown: int = 3
    candidates: int = 30
    boost: float = 0.0
    lexical_weight: float = 1.0
    dense_weight: float = 1.0

    def as_document(self) -> dict[str, Any]:
        return asdict(self)
