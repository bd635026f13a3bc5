"""The matrix of bm25s, made by whole arrays: its own way takes a Python loop over every profile."""

from __future__ import annotations

import logging
from array import array
from typing import Any, Final

import bm25s
import numpy as np

# Its import sets this to DEBUG, past what the process was told.
logging.getLogger("bm25s").setLevel(logging.WARNING)

_ROW_BITS: Final = 32


def weigh(
    flat: array[int], lengths: array[int], vocabulary: dict[str, int], *, k1: float, b: float
) -> bm25s.BM25:
    """An index of documents that lie one behind the other in `flat`, as numbers of the vocabulary.

    Lucene's variant: idf(t) · tf / (tf + k1 · (1 - b + b · length / average length)), with idf(t) =
    ln(1 + (N - n(t) + 0.5) / (n(t) + 0.5)), after Kamphuis et al., "Which BM25 do you mean?", ECIR 2020.
    """
    index = _ArrayIndex(method="lucene", k1=k1, b=b)
    index.documents = np.frombuffer(flat, dtype=np.int32), np.frombuffer(lengths, dtype=np.int32)
    index.index(([], dict(vocabulary)), show_progress=False)
    del index.documents
    return index


class _ArrayIndex(bm25s.BM25):  # type: ignore[misc]  # the library has no types
    """Overrides what bm25s names as the place to build an index in another way."""

    documents: tuple[Any, Any]

    def build_index_from_ids(
        self,
        unique_token_ids: list[int],
        corpus_token_ids: object,
        show_progress: bool = False,
        leave_progress: bool = False,
    ) -> dict[str, Any]:
        flat, lengths = self.documents
        self.nonoccurrence_array = None
        rows = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
        # Sorted by term, then by document, which is the order of the matrix.
        pairs, counts = np.unique((flat.astype(np.int64) << _ROW_BITS) | rows, return_counts=True)
        terms, documents = pairs >> _ROW_BITS, (pairs & ((1 << _ROW_BITS) - 1)).astype(np.int32)
        frequencies = np.bincount(terms, minlength=len(unique_token_ids))
        idf = np.log1p((len(lengths) - frequencies + 0.5) / (frequencies + 0.5))
        norm = self.k1 * (1 - self.b + self.b * lengths / max(1.0, float(lengths.mean())))
        weights = idf[terms] * counts / (counts + norm[documents])
        starts = np.concatenate(([0], np.cumsum(frequencies)))
        return {
            "data": weights.astype(np.float32),
            "indices": documents,
            "indptr": starts,
            "num_docs": len(lengths),
        }
