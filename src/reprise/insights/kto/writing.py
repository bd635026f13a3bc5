"""Examples for KTO as JSON Lines.

KTO learns from single answers that were liked or not, with no pair of answers to the same question
(Ethayarajh et al., "KTO: Model Alignment as Prospect Theoretic Optimization", ICML 2024): what thumbs are.
The columns are those of an unpaired preference dataset in TRL, in its conversational form: `prompt` and
`completion` are lists of {role, content}, `label` is true for a thumb up.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Mapping
from typing import Any, Final

from reprise.core.db import Database
from reprise.insights.kto import read_repository
from reprise.insights.kto.read_repository import Place

BATCH: Final = 500


async def lines(database: Database) -> AsyncGenerator[list[bytes], None]:
    """Batches of lines, oldest thumb first, each batch a snapshot of its own; the last may be empty."""
    after: Place | None = None
    while True:
        async with database.snapshot() as session:
            rows = await read_repository.batch(session, after, BATCH)
        yield [_line(row) for row in rows]
        if len(rows) < BATCH:
            return
        after = rows[-1].created_at, rows[-1].id


def _line(row: Any) -> bytes:
    asked = [{"role": said["role"], "content": said["content"]} for said in row.history]
    example = {
        "prompt": [*asked, {"role": "user", "content": row.query}],
        "completion": [
            {"role": "assistant", "content": "\n\n".join([row.narrative, *map(_card, row.experts)])}
        ],
        "label": row.vote == "up",
    }
    return json.dumps(example, ensure_ascii=False).encode() + b"\n"


def _card(card: Mapping[str, Any]) -> str:
    """An expert as the visitor read of them; no address, which the answer did not say either."""
    who = ", ".join(part for part in (card["name"], card.get("title"), card.get("company")) if part)
    return f"{who}: {card.get('why_them') or ''}".rstrip(": ")
