"""Short ways to say something of samples, and to see what is stored."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import select
from tests.api.library.studio import Studio

from reprise.core.auth.models import User
from reprise.core.auth.tokens import AccessClaim, issue_access_token
from reprise.songs.feedback.effective import FEEDBACK, is_effective
from reprise.songs.feedback.models import Feedback

Json = dict[str, Any]


class Listener:
    """One person who says something of samples."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.client = studio.client

    async def samples(self, count: int = 2, text: str = "slow sad piano") -> list[str]:
        """Of one finished job."""
        return await self.studio.complete(await self.studio.submit(text, num_samples=count))

    async def give(self, audio_id: str, *, key: str | None = None, **said: Any) -> Json:
        answer = await self.post("/feedback", {"audio_id": audio_id, **said}, key=key)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    async def post(self, path: str, body: Any, *, key: str | None = None) -> httpx.Response:
        return await self.client.post(
            path, json=body, headers={} if key is None else {"Idempotency-Key": key}
        )

    async def rows(self) -> list[Feedback]:
        """Oldest first."""
        async with self.studio.core.database.snapshot() as session:
            query = select(Feedback).order_by(Feedback.created_at, Feedback.id)
            return list((await session.scalars(query)).all())

    async def effective(self) -> set[str]:
        """Ids of the rows of which something counts."""
        async with self.studio.core.database.snapshot() as session:
            ids = await session.scalars(select(FEEDBACK.c.id).where(is_effective(FEEDBACK)))
            return {str(identity) for identity in ids}


def signed_in(core: Any, client: httpx.AsyncClient, user: User) -> None:
    """Make the client that person's, in mode `accounts`."""
    token = issue_access_token(core.keys.access_tokens, AccessClaim(user.id, 0))
    client.headers["authorization"] = f"Bearer {token}"


def unknown() -> str:
    return str(UUID(int=1))
