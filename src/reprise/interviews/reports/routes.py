"""HTTP of reports."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from fastapi import Response

from reprise.core.auth.dependencies import Member
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import Router
from reprise.interviews.reports import service

router = Router(tags=["sessions"])

_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/markdown": {"schema": {"type": "string"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
        },
        "description": "The report as a file to keep.",
    }
}


@router.get("/sessions/{session_id}/report", response_class=Response, responses=_FILE)
async def get_report(
    session_id: UUID, user: Member, core: CoreOf, format: Literal["md", "pdf"] = "md"
) -> Response:
    """Scores, feedback and transcript as Markdown or PDF."""
    if format == "md":
        content, kind = await service.as_markdown(core, user, session_id), "text/markdown; charset=utf-8"
    else:
        content, kind = await service.as_pdf(core, user, session_id), "application/pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="interview-{session_id}.{format}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=kind, headers=headers)
