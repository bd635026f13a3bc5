"""Decisions about the gate."""

from __future__ import annotations

import hmac
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.accounts.fields import normal_email
from reprise.core.errors import NotFoundError
from reprise.core.limits import service as limits
from reprise.core.limits.allowance import Limit, network_of
from reprise.core.settings import Settings
from reprise.experts.access import repository
from reprise.experts.access.errors import InvalidEmailError
from reprise.experts.access.models import ExpertClick
from reprise.experts.access.schemas import EmailCapture, VisitorState
from reprise.experts.access.visitors import Visitor, visit_key

EMAILS: Final = Limit("experts-email", burst=30, seconds=10)
VISITS: Final = Limit("experts-visit", burst=60, seconds=2)


def required_email(value: str) -> str:
    """Trimmed and in lower case.

    Raises:
        InvalidEmailError: mail could not reach it.
    """
    try:
        email = normal_email(value)
    except ValueError:
        raise InvalidEmailError from None
    if "." not in email.partition("@")[2]:
        raise InvalidEmailError
    return email


async def capture(
    settings: Settings, session: AsyncSession, visitor: Visitor, payload: EmailCapture, address: str
) -> None:
    """Keep the email and open profiles to the session; one that is known already opens them all the same.

    Raises:
        InvalidEmailError: it is none.
        TooManyAttemptsError: too many from this address.
    """
    email = required_email(payload.email)
    await limits.spend(session, EMAILS, EMAILS.key(network_of(address)))
    lead_id = await repository.add_lead(session, email, payload.query or None, settings.chat_consent)
    await repository.unlock(session, visitor.session_id, lead_id)


async def state(settings: Settings, session: AsyncSession, visitor: Visitor) -> VisitorState:
    email = None if visitor.is_new else await repository.email_of(session, visitor.session_id)
    return VisitorState(
        unlocked=email is not None, consent_text=settings.chat_consent, visitor_token=visitor.token
    )


async def visit(
    key: bytes, session: AsyncSession, conversation_id: UUID, expert_id: UUID, proof: str, address: str
) -> str:
    """Log that somebody goes to a profile, and say where it is.

    Raises:
        NotFoundError: the link was not given to a visitor who left an email, or its expert has gone.
    """
    shown = await repository.shown_in(session, conversation_id)
    if shown is None or str(expert_id) not in shown.expert_ids:
        raise _no_link()
    if not _proves(visit_key(key, shown.session_id, conversation_id, expert_id), proof):
        raise _no_link()
    await limits.spend(session, VISITS, VISITS.key(network_of(address)))
    target = await repository.profile_url(session, expert_id)
    if target is None or await repository.email_of(session, shown.session_id) is None:
        raise _no_link()
    click = ExpertClick(session_id=shown.session_id, conversation_id=conversation_id, expert_id=expert_id)
    await repository.add_click(session, click)
    return target


def _proves(expected: str, proof: str) -> bool:
    return hmac.compare_digest(expected.encode(), proof.encode("utf-8", "replace"))


def _no_link() -> NotFoundError:
    return NotFoundError("This link leads nowhere (any more).")
