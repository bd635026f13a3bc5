"""Decisions about votes."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import ordered_id
from reprise.core.errors import not_found
from reprise.core.limits import service as limits
from reprise.core.limits.allowance import Limit, network_of
from reprise.experts.access.visitors import Visitor
from reprise.experts.votes import repository
from reprise.experts.votes.errors import ExpertNotShownError
from reprise.experts.votes.models import ConversationFeedback
from reprise.experts.votes.schemas import FeedbackRequest

VOTES: Final = Limit("experts-vote", burst=60, seconds=1)


async def give(session: AsyncSession, visitor: Visitor, payload: FeedbackRequest, address: str) -> None:
    """Every post is a row of its own; the newest counts.

    Raises:
        NotFoundError: there is no such conversation, or it is another visitor's.
        ExpertNotShownError: the answer did not show one of these experts.
        TooManyAttemptsError: too many from this address.
    """
    await limits.spend(session, VOTES, VOTES.key(network_of(address)))
    cards = await repository.cards_of(session, visitor.session_id, payload.conversation_id)
    if cards is None:
        raise not_found("conversation", payload.conversation_id, field="conversation_id")
    meant = [str(expert_id) for expert_id in payload.expert_ids or ()]
    shown = {card["id"] for card in cards}
    for expert_id in meant:
        if expert_id not in shown:
            raise ExpertNotShownError(
                f"The expert {expert_id} was not shown in this conversation.", field="expert_ids"
            )
    vote_id, instant = ordered_id()
    vote = ConversationFeedback(
        id=vote_id,
        conversation_id=payload.conversation_id,
        vote=payload.vote,
        email=payload.email,
        expert_ids=meant,
        reasons=payload.reasons or [],
        comment=payload.comment or None,
        created_at=instant,
    )
    await repository.add(session, vote)
