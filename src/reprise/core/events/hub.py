"""Live events for any number of clients from one reader of the table."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.db import Database, after_commit
from reprise.core.events import repository
from reprise.core.events.repository import Happened, Position

log = structlog.get_logger(__name__)

_POLL_EVERY: Final = 0.1
_POLL_SOON: Final = 0.02
"""Pause after an event: what follows it (a worker takes up what was queued) is mostly not far."""
_PAGE: Final = 500
_BACKLOG: Final = 2_000


class SlowReaderError(Exception):
    """A client did not take its events in time; it may come back and say where it was."""


class Subscription:
    """Events of one topic, or of one subject, from the moment of subscribing."""

    def __init__(self, topic: str, subject_id: UUID | None, since: Position) -> None:
        self.since = since
        self._topic = topic
        self._subject_id = subject_id
        self._queue: asyncio.Queue[Happened] = asyncio.Queue(_BACKLOG)
        self._overflowed = False

    def offer(self, event: Happened) -> None:
        if event.topic != self._topic or self._subject_id not in {None, event.subject_id}:
            return
        try:
            self._queue.put_nowait(event)
        except asyncio.QueueFull:
            self._overflowed = True

    async def next(self, timeout_seconds: float) -> Happened | None:
        """The next event, or None when there was none in time.

        Raises:
            SlowReaderError: events were dropped because too many were waiting.
        """
        if self._overflowed:
            raise SlowReaderError
        # Not wait_for: that makes a task for every event and client.
        try:
            async with asyncio.timeout(timeout_seconds):
                return await self._queue.get()
        except TimeoutError:
            return None


class EventHub:
    """Reads the table while anybody listens: at once after a local commit, soon after any event, and
    otherwise ten times a second.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._subscriptions: set[Subscription] = set()
        self._position: Position | None = None
        self._woken = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()

    def wake(self) -> None:
        self._woken.set()

    def wake_after(self, session: AsyncSession) -> None:
        """Once the session's transaction is committed."""

        async def wake() -> None:
            self.wake()

        after_commit(session, wake)

    @contextlib.asynccontextmanager
    async def subscribe(self, topic: str, subject_id: UUID | None = None) -> AsyncIterator[Subscription]:
        async with self._starting:
            if self._position is None:
                async with self._database.snapshot() as session:
                    self._position = await repository.newest(session)
            if self._reader is None or self._reader.done():
                self._reader = asyncio.create_task(self._read_while_heard())
            subscription = Subscription(topic, subject_id, self._position)
            self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)

    async def replay(
        self, subscription: Subscription, after: Position, topic: str, subject_id: UUID | None
    ) -> AsyncIterator[Happened]:
        """What happened between `after` and the start of the subscription, page by page."""
        while after < subscription.since:
            async with self._database.snapshot() as session:
                page = await repository.read_after(
                    session, after, topic=topic, subject_id=subject_id, upto=subscription.since, limit=_PAGE
                )
            for event in page:
                yield event
            if len(page) < _PAGE:
                return
            after = page[-1].position

    async def knows(self, position: Position) -> bool:
        """Whether every event after `position` is still there, and it is not from another database."""
        async with self._database.snapshot() as session:
            return await repository.horizon(session) <= position <= await repository.newest(session)

    async def last_of(self, topic: str, subject_id: UUID) -> tuple[Position, str] | None:
        """Position and kind of the subject's last event that is kept, whether listeners were told or not."""
        async with self._database.snapshot() as session:
            return await repository.last_of(session, topic, subject_id)

    async def close(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader

    async def _read_while_heard(self) -> None:
        pause = _POLL_EVERY
        while self._subscriptions or self._starting.locked():
            self._woken.clear()
            pause = min(_POLL_EVERY, pause * 1.2)
            try:
                if await self._read_page():
                    pause = _POLL_SOON
            except (SQLAlchemyError, OSError) as error:
                log.warning("events_unread", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), pause)
        self._position = None
        self._reader = None

    async def _read_page(self) -> int:
        """How many events there were."""
        position = self._position or Position(0, 0)
        async with self._database.snapshot() as session:
            page = await repository.read_after(session, position, limit=_PAGE)
        if page:
            self._position = page[-1].position
        for event in page:
            for subscription in self._subscriptions:
                subscription.offer(event)
        if len(page) == _PAGE:
            self._woken.set()
        return len(page)
