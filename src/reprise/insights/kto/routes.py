"""HTTP of examples for KTO."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Final

from fastapi import Response
from fastapi.responses import StreamingResponse

from reprise.core.auth.dependencies import Member
from reprise.core.db import utcnow
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import Router
from reprise.insights.kto.writing import lines

router = Router(tags=["insights"])

_TYPE: Final = "application/jsonl"
_EXPORTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        "description": "One JSON object a line: `prompt`, `completion` (lists of messages) and `label`.",
    }
}


@router.get("/insights/kto", response_class=StreamingResponse, responses=_EXPORTED)
async def export_kto(_: Member, core: CoreOf) -> Response:
    """Answers of the experts' chat with the thumb that counts, as training examples for KTO."""
    body = lines(core.database)
    # Read before the headers go out: a database that cannot answer must be an error, not an empty file.
    first = await anext(body)
    name = f"reprise-kto-{utcnow().date().isoformat()}.jsonl"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return StreamingResponse(_with_first(first, body), media_type=_TYPE, headers=headers)


async def _with_first(
    first: list[bytes], rest: AsyncGenerator[list[bytes], None]
) -> AsyncGenerator[bytes, None]:
    async with aclosing(rest):
        yield b"".join(first)
        async for some in rest:
            yield b"".join(some)
