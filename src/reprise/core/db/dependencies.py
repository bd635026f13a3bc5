"""The session of a request. Committed before the answer is sent: what was answered is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Final, Protocol

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession


class Opening(Protocol):
    """What must happen first in a request's transaction."""

    async def open(self, session: AsyncSession) -> None: ...


OPENING: Final = "reprise.opening"
"""Where in its scope a request carries one."""


async def write_transaction(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.core.database.transaction() as session:
        opening: Opening | None = request.scope.get(OPENING)
        if opening is not None:
            await opening.open(session)
        yield session


async def _snapshot(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.core.database.snapshot() as session:
        yield session


async def _still_snapshot(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.core.database.snapshot(still=True) as session:
        yield session


# FastAPI's default scope would tear down, and so commit, only after the answer was sent.
WriteSession = Annotated[AsyncSession, Depends(write_transaction, scope="function")]
ReadSession = Annotated[AsyncSession, Depends(_snapshot, scope="function")]
StillReadSession = Annotated[AsyncSession, Depends(_still_snapshot, scope="function")]
"""For what is read in several statements that must agree."""
