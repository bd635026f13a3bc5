"""HTTP of votes; open to everybody in all modes."""

from __future__ import annotations

from reprise.core.accounts.address import AddressOf
from reprise.core.db.dependencies import WriteSession
from reprise.experts.access.schemas import Done
from reprise.experts.access.visitors import VisitorOf
from reprise.experts.votes import service
from reprise.experts.votes.schemas import FeedbackRequest


async def vote_on_answer(
    payload: FeedbackRequest, visitor: VisitorOf, session: WriteSession, address: AddressOf
) -> Done:
    """Say with a thumb whether an answer helped; the newest post of a conversation counts."""
    await service.give(session, visitor, payload, address)
    return Done()
