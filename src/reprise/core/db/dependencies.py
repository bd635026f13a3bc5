"""The session of a request. Committed before the answer is sent: what was answered is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession


async def _transaction(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.core.database.transaction() as session:
        yield session


async def _snapshot(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.core.database.snapshot() as session:
        yield session


# FastAPI's default scope would tear down, and so commit, only after the answer was sent.
WriteSession = Annotated[AsyncSession, Depends(_transaction, scope="function")]
ReadSession = Annotated[AsyncSession, Depends(_snapshot, scope="function")]
