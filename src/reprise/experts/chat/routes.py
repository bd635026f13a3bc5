"""HTTP of the chat; open to everybody in all modes."""

from __future__ import annotations

from functools import partial
from typing import Any, Final, cast
from uuid import UUID

from fastapi import Request, Response

from reprise.core.accounts.address import address_of
from reprise.core.db.dependencies import ReadSession
from reprise.core.dependencies import CoreOf, core_of
from reprise.core.idempotency.routing import Router
from reprise.core.limits.errors import LIMITED
from reprise.core.schema import NO_IDENTITY
from reprise.experts.access.visitors import VisitorOf, remember, visitor_of
from reprise.experts.boosts.service import Boosts
from reprise.experts.chat import answering, service
from reprise.experts.chat.answering import Asked
from reprise.experts.chat.schemas import ChatEvent, ChatRequest, ConversationOut
from reprise.experts.chat.streaming import AnswerStream
from reprise.experts.retrieval.index import ExpertIndex
from reprise.experts.settings.service import chosen

router = Router(tags=["experts' chat"])


STREAM: Final[dict[int | str, dict[str, Any]]] = LIMITED | {
    200: {
        "model": ChatEvent,
        "description": "Server-sent events without names; the data of each is one of these objects. `done` "
        "always comes last.",
    }
}


async def chat(payload: ChatRequest, request: Request) -> AnswerStream:
    """Ask for experts; the answer streams, and its `result` holds at most three."""
    # Called, not asked for as dependencies: those take longer than what they call.
    core, visitor = core_of(request), visitor_of(request)
    admitted = await service.admit(core, visitor, address_of(request))
    index = cast(ExpertIndex, request.app.state.expert_index)
    now = chosen(core.settings, admitted.settings)
    boosts = await service.boosts(core, cast(Boosts, request.app.state.expert_boosts), now)
    asked = Asked(core, index, visitor, admitted, payload, service.retrieval(now), boosts)
    response = AnswerStream(partial(answering.answer, asked))
    remember(request, response, visitor)
    return response


@router.get("/experts/chat/{conversation_id}", openapi_extra=NO_IDENTITY)
async def get_answer(
    conversation_id: UUID, visitor: VisitorOf, core: CoreOf, session: ReadSession, response: Response
) -> ConversationOut:
    """An answer that this visitor got, again; after an email was left, with the addresses of profiles."""
    response.headers["Cache-Control"] = "private, no-store"
    return await service.find(core, session, visitor, conversation_id)
