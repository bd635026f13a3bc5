"""Several people who say things of samples, at instants that a test knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete
from tests.api.library.studio import Studio

from reprise.core.auth.models import OWNER_ID, User
from reprise.core.db import Base
from reprise.songs.feedback.models import Feedback, FeedbackTag

Json = dict[str, Any]
NOON = datetime(2026, 1, 25, 12, tzinfo=UTC)


class Panel:
    """Rows are written as they are stored: no request can set its author and its time."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.core = studio.core
        self.client = studio.client
        transport: Any = studio.client._transport
        self.app = transport.app
        self._said = 0

    async def get(self, path: str, **params: Any) -> Json:
        return await self.studio.get(path, **params)

    async def job(
        self, samples: int = 2, text: str = "slow sad piano", **fields: Any
    ) -> tuple[str, list[str]]:
        """A finished job: its id, and those of its samples."""
        job_id = await self.studio.submit(text, num_samples=samples, **fields)
        return job_id, await self.studio.complete(job_id)

    async def person(self, email: str | None = None) -> UUID:
        user = User(id=uuid4(), email=email or f"{uuid4().hex}@example.org", role="member")
        await self.add(user)
        return user.id

    async def says(
        self,
        audio_id: str,
        rating: int | None = None,
        *,
        by: UUID = OWNER_ID,
        at: datetime | None = None,
        **said: Any,
    ) -> str:
        """One row; without an instant a second after the one before, beginning at noon."""
        self._said += 1
        tags: list[str] | None = said.pop("tags", None)
        over: str | None = said.pop("over", None)
        row = Feedback(
            id=uuid4(),
            author_id=by,
            audio_id=UUID(audio_id),
            rating=rating,
            rating_criterion=said.pop("criterion", "overall"),
            preferred_over=UUID(over) if over else None,
            tags=tags,
            created_at=at or NOON + timedelta(seconds=self._said),
            **said,
        )
        marks = [FeedbackTag(feedback_id=row.id, tag=tag, created_at=row.created_at) for tag in tags or []]
        await self.add(row, *marks)
        return str(row.id)

    async def add(self, *rows: Base) -> None:
        async with self.core.database.transaction() as session:
            for row in rows:
                session.add(row)
                await session.flush()

    async def take_back(self, feedback_id: str) -> None:
        async with self.core.database.transaction() as session:
            await session.execute(delete(Feedback).where(Feedback.id == UUID(feedback_id)))
