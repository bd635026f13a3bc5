"""What a person asks for, and what a worker would do about it, without the worker's process."""

from __future__ import annotations

import hashlib
import io
from typing import Any
from uuid import UUID, uuid4

import httpx
import numpy as np
import soundfile
from sqlalchemy import select, text, update

from reprise.core.auth.models import User
from reprise.core.context import Core
from reprise.core.events.models import Event
from reprise.core.operations import repository as leases
from reprise.songs.generation import publishing
from reprise.songs.generation.engine_host import Rendered
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.publishing import ClaimedJob
from reprise.songs.generation.rendering import RenderedFile

Json = dict[str, Any]
EXECUTOR = "worker-of-the-test"
RATE = 8_000


def flac(seconds: float = 0.5) -> bytes:
    """A tone of 440 Hz, two channels."""
    wave = 0.3 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * RATE)) / RATE)
    buffer = io.BytesIO()
    soundfile.write(buffer, np.stack([wave, -wave], axis=1), RATE, format="FLAC", subtype="PCM_16")
    return buffer.getvalue()


class Studio:
    """Short ways to say what tests say often."""

    def __init__(self, core: Core, client: httpx.AsyncClient) -> None:
        self.core = core
        self.client = client
        self._registered = False

    async def prompt(self, text: str = "slow sad piano", **attributes: Any) -> str:
        answer = await self.client.post("/prompts", json={"text": text, "attributes": attributes})
        assert answer.status_code == 201, answer.text
        prompt_id: str = answer.json()["id"]
        return prompt_id

    async def submit(self, text: str = "slow sad piano", **fields: Any) -> str:
        asked = {"prompt_id": await self.prompt(text), "duration": 1, "num_samples": 1, **fields}
        answer = await self.client.post("/generate", json=asked)
        assert answer.status_code == 202, answer.text
        job_id: str = answer.json()["id"]
        return job_id

    async def get(self, path: str, **params: Any) -> Json:
        answer = await self.client.get(path, params=params)
        assert answer.status_code == 200, answer.text
        document: Json = answer.json()
        return document

    async def claim(self, job_id: str) -> ClaimedJob | None:
        if not self._registered:
            async with self.core.database.transaction() as session:
                await leases.register(session, EXECUTOR, {"engines": {"paced": "1.0"}})
            self._registered = True
        return await publishing.claim(self.core, UUID(job_id), EXECUTOR)

    async def complete(self, job_id: str, content: bytes | None = None) -> list[str]:
        """Publish every sample and finish; ids of the samples."""
        claimed = await self.claim(job_id)
        assert claimed is not None
        for index in range(claimed.job.num_samples):
            await self.publish(claimed, index, content)
        await publishing.finish_completed(self.core, claimed)
        ids: list[str] = (await self.get(f"/generate/{job_id}"))["audio_ids"]
        return ids

    async def publish(self, claimed: ClaimedJob, index: int, content: bytes | None = None) -> None:
        data = flac() if content is None else content
        await self.core.storage.put(claimed.storage_key(index), data)
        await publishing.publish(self.core, claimed, index, rendered(data))

    async def set(self, job_id: str, **values: Any) -> None:
        """Move a job's times, which no request can."""
        async with self.core.database.transaction() as session:
            await session.execute(
                update(GenerationJob).where(GenerationJob.id == UUID(job_id)).values(**values)
            )

    async def events(self, subject: UUID) -> list[tuple[str, Json]]:
        async with self.core.database.snapshot() as session:
            query = select(Event.kind, Event.payload).where(Event.subject_id == subject)
            return [(row.kind, row.payload) for row in await session.execute(query.order_by(Event.id))]

    async def workflows(self, *job_ids: str) -> list[str]:
        """The workflows of these jobs, in their order."""
        async with self.core.database.snapshot() as session:
            jobs = [await session.get_one(GenerationJob, UUID(job_id)) for job_id in job_ids]
        return [job.workflow_id for job in jobs]

    async def line(self) -> list[str]:
        """Workflows in the order in which DBOS takes them."""
        table = "workflow_status" if self.core.database.sqlite else "dbos.workflow_status"
        query = f"SELECT workflow_uuid FROM {table} WHERE status = 'ENQUEUED' ORDER BY priority, created_at"
        async with self.core.database.snapshot() as session:
            return list((await session.scalars(text(query))).all())

    async def add_user(self, role: str) -> UUID:
        user = User(id=uuid4(), email=f"{uuid4().hex}@example.org", role=role)
        async with self.core.database.transaction() as session:
            session.add(user)
        return user.id


def rendered(content: bytes) -> Rendered:
    file = RenderedFile(
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        duration=0.5,
        sample_rate=RATE,
        channels=2,
        loudness=-16.0,
        true_peak=-2.0,
        clipped_samples=0,
        peaks=bytes([0, 127]) * 4,
    )
    return Rendered(file, "1.0")
