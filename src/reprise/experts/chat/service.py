"""Decisions about questions and answers."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.context import Core
from reprise.core.errors import not_found
from reprise.core.limits.allowance import Limit, network_of
from reprise.experts.access import repository as access
from reprise.experts.access.visitors import Visitor
from reprise.experts.boosts.service import Boosts
from reprise.experts.chat import repository
from reprise.experts.chat.cards import Gate
from reprise.experts.chat.models import MAX_QUERY_KEY
from reprise.experts.chat.repository import Admitted, Asking
from reprise.experts.chat.schemas import ConversationOut
from reprise.experts.retrieval.configuration import RetrievalSettings
from reprise.experts.settings.service import ChatSettings

_NAME: Final = "experts-chat"


async def admit(core: Core, visitor: Visitor, address: str) -> Admitted:
    """
    Raises:
        TooManyAttemptsError: too many questions from this address.
    """
    rate = core.settings.chat_rate
    limit = Limit(_NAME, burst=rate, seconds=60 / rate)
    session_id = None if visitor.is_new else visitor.session_id
    asking = Asking(limit, limit.key(network_of(address)), session_id)
    # A power cut may give tries back, and nobody has to wait for the disk.
    return await core.groups.submit(repository.admit_together, asking, durable=False)


def retrieval(now: ChatSettings) -> RetrievalSettings:
    return RetrievalSettings(
        match=now.match_threshold,
        match_cosine=now.match_cosine,
        shown=now.experts_shown,
        boost=now.learning_bound if now.learning else 0.0,
    )


async def boosts(core: Core, known: Boosts, now: ChatSettings) -> Mapping[UUID, float]:
    """What experts' scores are multiplied by; nothing while learning is off."""
    if not now.learning:
        return {}
    async with core.database.snapshot() as session:
        return await known.factors(session, least_votes=now.learning_votes, bound=now.learning_bound)


def gate_of(core: Core, visitor: Visitor, email: str | None) -> Gate:
    return Gate(email is not None, core.keys.visitors, core.settings.root_path, visitor.session_id)


def query_key(query: str) -> str:
    """By which equal questions are counted, whatever their case and spacing."""
    folded = unicodedata.normalize("NFKC", query).casefold()
    return " ".join(folded.split())[:MAX_QUERY_KEY]


async def find(core: Core, session: AsyncSession, visitor: Visitor, conversation_id: UUID) -> ConversationOut:
    """
    Raises:
        NotFoundError: there is no such conversation, or it is another visitor's.
    """
    kept = await repository.get(session, visitor.session_id, conversation_id)
    if kept is None:
        raise not_found("conversation", conversation_id)
    gate = gate_of(core, visitor, await access.email_of(session, visitor.session_id))
    return ConversationOut.model_validate(
        {
            "type": kept.response_type,
            "narrative": kept.narrative,
            "experts": [gate.card(kept.id, card) for card in kept.experts],
            "conversation_id": kept.id,
            "query": kept.query,
            "created_at": kept.created_at,
        }
    )
