"""Vectors of profiles and the cosine to a question; immutable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from reprise.experts.retrieval.lexical import Filters

if TYPE_CHECKING:
    import numpy as np

Facts = Mapping[UUID, tuple[str | None, float | None]]
"""Category and hourly rate of whoever may be found."""


class Dense:
    """`matrix` has one row of length 1 for each of `ids`."""

    def __init__(self, ids: Sequence[UUID], matrix: np.ndarray[Any, Any], facts: Facts) -> None:
        self.ids = ids
        self._matrix = matrix
        self._facts = facts

    @classmethod
    def of(cls, vectors: Iterable[tuple[UUID, bytes]], facts: Facts) -> Dense | None:
        """None when there is no vector; one of another length than the first is left out."""
        import numpy as np

        ids, rows, size = [], [], None
        for expert_id, raw in vectors:
            if expert_id not in facts or (size is not None and len(raw) != size):
                continue
            size = len(raw)
            ids.append(expert_id)
            rows.append(np.frombuffer(raw, dtype="<f4"))
        return cls(ids, np.stack(rows), facts) if rows else None

    def nearest(self, vector: Sequence[float], filters: Filters, limit: int) -> dict[UUID, float]:
        """Cosines of the nearest, in no order; empty when the vector is of another length."""
        import numpy as np

        asked = np.asarray(vector, dtype=np.float32)
        if asked.shape[0] != self._matrix.shape[1]:
            return {}
        cosines = self._matrix @ asked
        if not filters.none:
            admitted = [filters.admit(*self._facts[expert_id]) for expert_id in self.ids]
            cosines = np.where(admitted, cosines, -2.0)
        limit = min(limit, len(self.ids))
        best = np.argpartition(cosines, -limit)[-limit:]
        return {self.ids[place]: float(cosines[place]) for place in best.tolist() if cosines[place] >= -1.001}
