"""The vectors of all profiles: what is not known yet, or has changed, is asked of the embedder."""

from __future__ import annotations

import array
import hashlib
import sys
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from reprise.core.db import Database
from reprise.experts.retrieval import repository
from reprise.experts.retrieval.dense import Dense
from reprise.experts.retrieval.embedder import AT_ONCE, PROFILES_SECONDS, Embedder, Vector
from reprise.experts.retrieval.profiles import embedded_text, profile_of

Facts = dict[UUID, tuple[str | None, float | None]]
_LONGEST: Final = 6_000
"""Characters of a profile; embedders read some hundred words."""


async def all_vectors(database: Database, embedder: Embedder) -> Dense | None:
    """No session is held while the embedder is waited for; what it made is kept, batch by batch.

    Raises:
        EmbedderError: it failed; what was made before is kept for the next time.
    """
    facts: Facts = {}
    vectors: list[tuple[UUID, bytes]] = []
    after: UUID | None = None
    while True:
        async with database.snapshot() as session:
            rows = await repository.with_vectors(session, embedder.model, after, AT_ONCE)
        if not rows:
            return Dense.of(vectors, facts)
        after = rows[-1].id
        missing: list[tuple[UUID, str, str]] = []
        for row in rows:
            text = embedded_text(profile_of(row))[:_LONGEST] or row.first_name
            digest = hashlib.sha256(text.encode()).hexdigest()
            facts[row.id] = (row.category, row.hourly_rate)
            if row.digest == digest:
                vectors.append((row.id, row.vector))
            else:
                missing.append((row.id, digest, text))
        if missing:
            vectors += await _made(database, embedder, missing)


async def _made(
    database: Database, embedder: Embedder, missing: Sequence[tuple[UUID, str, str]]
) -> list[tuple[UUID, bytes]]:
    asked = await embedder.embed([text for _, _, text in missing], seconds=PROFILES_SECONDS)
    made = [
        (expert_id, digest, packed(vector))
        for (expert_id, digest, _), vector in zip(missing, asked, strict=True)
    ]
    async with database.transaction() as session:
        await repository.keep_vectors(session, embedder.model, made)
    return [(expert_id, vector) for expert_id, _, vector in made]


def packed(vector: Vector) -> bytes:
    """32-bit floats, little-endian."""
    values = array.array("f", vector)
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()
