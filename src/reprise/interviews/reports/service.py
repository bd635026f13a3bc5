"""A session as a document to take away."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.context import Core
from reprise.core.waiting_line import WaitingLine
from reprise.interviews.feedback import service as feedback
from reprise.interviews.reports import document, markdown, pdf
from reprise.interviews.reports.document import Document
from reprise.interviews.sessions import repository
from reprise.interviews.sessions import service as sessions
from reprise.interviews.sessions.schemas import MessageOut

# Setting a long transcript takes a core for seconds: what else needs a thread must not wait behind it.
_AT_ONCE: Final = 2
_MAY_WAIT: Final = 16
_THREADS: Final = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="report")

line: Final = WaitingLine(_AT_ONCE + _MAY_WAIT, "Too many reports are being made at this moment. Try again.")


async def as_markdown(core: Core, user: CurrentUser, session_id: UUID) -> bytes:
    """
    Raises:
        NotFoundError: there is no such session, or it is somebody else's.
    """
    async with core.database.snapshot() as session:
        return markdown.render(await _compose(session, user, session_id))


async def as_pdf(core: Core, user: CurrentUser, session_id: UUID) -> bytes:
    """As `as_markdown`; set in a thread, with no connection held meanwhile.

    Raises:
        UnavailableError: too many are waiting for theirs.
    """
    with line.place():
        async with core.database.snapshot() as session:
            composed = await _compose(session, user, session_id)
        return await asyncio.get_running_loop().run_in_executor(_THREADS, pdf.render, composed)


async def _compose(session: AsyncSession, user: CurrentUser, session_id: UUID) -> Document:
    interview = await sessions.find(session, user, session_id)
    messages = [MessageOut.model_validate(m) for m in await repository.messages(session, session_id)]
    return document.compose(interview, messages, await feedback.describe_if_any(session, session_id))
