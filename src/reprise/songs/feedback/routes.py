"""HTTP of giving feedback and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fastapi import Request, Response
from pydantic import BaseModel

from reprise.core.auth.dependencies import SignedIn, require_member
from reprise.core.context import Core
from reprise.core.db.dependencies import WriteSession
from reprise.core.dependencies import CoreOf
from reprise.core.idempotency.routing import GROUPED, Router, answered, claim_of
from reprise.songs.feedback import drafts, service
from reprise.songs.feedback.drafts import Draft
from reprise.songs.feedback.schemas import (
    FeedbackBatch,
    FeedbackCreate,
    FeedbackMade,
    FeedbackOut,
    FeedbackRanking,
)

router = Router(tags=["song feedback"])

# What comes in bursts asks for little by dependencies: each of them costs as much as storing all of it.


@router.post("/feedback", status_code=201, openapi_extra=GROUPED, response_model=FeedbackOut)
async def give_feedback(payload: FeedbackCreate, request: Request) -> Response:
    """Say something of a sample: a rating, a preference, tags, notes, or several at once."""
    user = await require_member(request)
    given = [drafts.of_one(user, payload)]
    return await _stored(request, given, drafts.as_answers(user, given)[0])


@router.post("/feedback/batch", status_code=201, openapi_extra=GROUPED, response_model=FeedbackMade)
async def give_feedback_batch(payload: FeedbackBatch, request: Request) -> Response:
    """Many at once: all of it is stored, or nothing."""
    user = await require_member(request)
    given = [drafts.of_one(user, item, f"items.{place}.") for place, item in enumerate(payload.items)]
    return await _stored(request, given, FeedbackMade(items=drafts.as_answers(user, given)))


@router.post("/feedback/ranking", status_code=201, openapi_extra=GROUPED, response_model=FeedbackMade)
async def rank_samples(payload: FeedbackRanking, request: Request) -> Response:
    """Order samples of one prompt, the best first: a preference for each pair."""
    user = await require_member(request)
    given = drafts.of_ranking(user, payload)
    return await _stored(request, given, FeedbackMade(items=drafts.as_answers(user, given)))


async def _stored(request: Request, given: Sequence[Draft], made: BaseModel) -> Response:
    core: Core = request.app.state.core
    return answered(await service.store(core, given, made, claim_of(request)))


@router.delete("/feedback/{feedback_id}", status_code=204, response_class=Response)
async def delete_feedback(feedback_id: UUID, user: SignedIn, session: WriteSession, core: CoreOf) -> None:
    """Take back what you said: the newest before it counts again."""
    await service.delete(core, session, user, feedback_id)
