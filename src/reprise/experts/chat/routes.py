"""HTTP of the chat; open to everybody in all modes."""

from __future__ import annotations

from typing import Any, Final, cast
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from reprise.core.accounts.address import AddressOf
from reprise.core.db.dependencies import ReadSession
from reprise.core.dependencies import CoreOf
from reprise.core.events.responses import event_stream
from reprise.core.idempotency.routing import Router
from reprise.core.limits.errors import LIMITED
from reprise.core.schema import NO_IDENTITY
from reprise.experts.access.visitors import VisitorOf, remember
from reprise.experts.boosts.service import Boosts
from reprise.experts.chat import answering, service, streaming
from reprise.experts.chat.answering import Asked
from reprise.experts.chat.schemas import ChatEvent, ChatRequest, ConversationOut
from reprise.experts.retrieval.index import ExpertIndex
from reprise.experts.settings.service import chosen

router = Router(tags=["experts' chat"])


class EventStream(StreamingResponse):
    media_type = "text/event-stream"


STREAM: Final[dict[int | str, dict[str, Any]]] = LIMITED | {
    200: {
        "model": ChatEvent,
        "description": "Server-sent events without names; the data of each is one of these objects. `done` "
        "always comes last.",
    }
}


async def chat(
    payload: ChatRequest, visitor: VisitorOf, core: CoreOf, address: AddressOf, request: Request
) -> StreamingResponse:
    """Ask for experts; the answer streams, and its `result` holds at most three."""
    admitted = await service.admit(core, visitor, address)
    index = cast(ExpertIndex, request.app.state.expert_index)
    now = chosen(core.settings, admitted.settings)
    boosts = await service.boosts(core, cast(Boosts, request.app.state.expert_boosts), now)
    asked = Asked(core, index, visitor, admitted, payload, service.retrieval(now), boosts)
    response = event_stream(streaming.frames(answering.answer(asked)))
    remember(request, response, visitor)
    return response


@router.get("/experts/chat/{conversation_id}", openapi_extra=NO_IDENTITY)
async def get_answer(
    conversation_id: UUID, visitor: VisitorOf, core: CoreOf, session: ReadSession, response: Response
) -> ConversationOut:
    """An answer that this visitor got, again; after an email was left, with the addresses of profiles."""
    response.headers["Cache-Control"] = "private, no-store"
    return await service.find(core, session, visitor, conversation_id)
