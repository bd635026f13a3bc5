"""What a person does to practise, and what a worker does about it, without the worker's process."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import select

from reprise.core.auth.models import User
from reprise.core.auth.tokens import AccessClaim, issue_access_token
from reprise.core.context import Core
from reprise.core.db import Base
from reprise.core.events.models import Event
from reprise.core.operations import repository as leases
from reprise.interviews.operations import lifecycle
from reprise.interviews.operations.lifecycle import Claimed
from reprise.interviews.operations.runner import Maker, OperationRunner
from reprise.interviews.work import MAKERS

Json = dict[str, Any]
EXECUTOR = "worker-of-the-test"
POSTING = {
    "title": "Backend engineer",
    "description": "You build APIs with Python, FastAPI and PostgreSQL, and keep them fast and tested.",
    "company": "Example Ltd",
    "tech_stack": ["Python", "PostgreSQL"],
}
ANSWER = (
    "In my last team our checkout API was slow: the 95th percentile was 900 ms. I had to find out why. I "
    "profiled the Python code, saw that one PostgreSQL query had no index, added the index and a test that "
    "counts queries, and the 95th percentile fell to 120 ms. I learned to measure before changing code."
)


async def add_person(core: Core, role: str = "member") -> tuple[UUID, str]:
    """Somebody with an account; their id and an access token."""
    user = User(id=uuid4(), email=f"{uuid4().hex}@example.org", role=role)
    async with core.database.transaction() as session:
        session.add(user)
    claim = AccessClaim(user.id, user.token_version)
    return user.id, issue_access_token(core.keys.access_tokens, claim)


class Practice:
    """Short ways to say what tests say often, for one person."""

    def __init__(self, core: Core, client: httpx.AsyncClient, user_id: UUID) -> None:
        self.core = core
        self.client = client
        self.user_id = user_id
        self._leasing = asyncio.Lock()

    async def post(self, path: str, body: Json | None = None, *, status: int = 200) -> Json:
        answer = await self.client.post(path, json=body)
        assert answer.status_code == status, answer.text
        document: Json = answer.json()
        return document

    async def get(self, path: str, **params: Any) -> Json:
        answer = await self.client.get(path, params=params)
        assert answer.status_code == 200, answer.text
        document: Json = answer.json()
        return document

    async def posting(self, **fields: Any) -> str:
        created = await self.post("/job-postings", POSTING | fields, status=201)
        return str(created["id"])

    async def session(self, **fields: Any) -> str:
        """An active session; `job_posting_id` is made unless it is given."""
        chosen = fields.pop("job_posting_id", None) or await self.posting()
        created = await self.post("/sessions", {"job_posting_id": chosen, **fields}, status=201)
        return str(created["id"])

    async def ask(self, session_id: str) -> Json:
        """The next question, asked for and written by the real writer; its message."""
        operation = await self.post(f"/sessions/{session_id}/generate-question", status=202)
        await self.work(operation["id"])
        done = await self.operation(operation["id"])
        assert done["status"] == "completed", done
        messages = await self.get(f"/sessions/{session_id}/messages", limit=100)
        question: Json = messages["items"][-1]
        return question

    async def answer(self, session_id: str, text: str = ANSWER) -> Json:
        return await self.post(f"/sessions/{session_id}/answers", {"answer_text": text}, status=201)

    async def completed(self, answers: int = 1, **fields: Any) -> str:
        """A completed session with so many questions, each answered."""
        session_id = await self.session(**fields)
        for _ in range(answers):
            await self.ask(session_id)
            await self.answer(session_id)
        await self.post(f"/sessions/{session_id}/complete")
        return session_id

    async def judged(self, answers: int = 1, **fields: Any) -> str:
        """A completed session with feedback."""
        session_id = await self.completed(answers, **fields)
        operation = await self.post(f"/sessions/{session_id}/generate-feedback", status=202)
        await self.work(operation["id"])
        assert (await self.operation(operation["id"]))["status"] == "completed"
        return session_id

    async def operation(self, operation_id: str) -> Json:
        return await self.get(f"/operations/{operation_id}")

    async def lease(self, executor_id: str = EXECUTOR) -> str:
        async with self._leasing, self.core.database.transaction() as session:
            if not await leases.holds_lease(session, executor_id):
                await leases.register(session, executor_id, {})
        return executor_id

    async def claim(self, operation_id: str, executor_id: str = EXECUTOR) -> Claimed:
        """What a worker does first; the operation is processing afterwards."""
        await self.lease(executor_id)
        claimed = await lifecycle.claim(self.core, UUID(operation_id), executor_id)
        assert claimed is not None
        return claimed

    async def work(self, operation_id: str, makers: Mapping[str, Maker] = MAKERS) -> None:
        """What a worker does with an operation, from its claim to its end."""
        runner = OperationRunner(self.core, await self.lease(), makers)
        await runner.run(operation_id)

    async def add(self, *rows: Base) -> None:
        async with self.core.database.transaction() as session:
            for row in rows:
                session.add(row)
                await session.flush()

    async def events(self, operation_id: str) -> list[tuple[str, str | None]]:
        """Kinds and statuses of what was told about an operation."""
        query = select(Event.kind, Event.payload).where(Event.subject_id == UUID(operation_id))
        async with self.core.database.snapshot() as session:
            rows = await session.execute(query.order_by(Event.id))
        return [(row.kind, row.payload.get("status")) for row in rows]
