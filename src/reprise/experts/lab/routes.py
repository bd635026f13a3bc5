"""HTTP of the lab."""

from __future__ import annotations

from typing import cast

from fastapi import Request

from reprise.core.auth.dependencies import Member
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import READ_ONLY, Router
from reprise.experts.boosts.service import Boosts
from reprise.experts.lab import service
from reprise.experts.lab.schemas import LabOut, LabRequest
from reprise.experts.retrieval.index import ExpertIndex

router = Router(tags=["experts"])


@router.post("/experts/lab", openapi_extra=READ_ONLY)
async def compare_variants(payload: LabRequest, _: Member, core: CoreOf, request: Request) -> LabOut:
    """What visitors get now for a query, and what they would get: who moves, who is new, who is dropped."""
    index = cast(ExpertIndex, request.app.state.expert_index)
    return await service.compare(core, index, cast(Boosts, request.app.state.expert_boosts), payload)
