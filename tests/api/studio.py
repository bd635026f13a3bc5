"""What a person asks for, and what a worker would do about it, without the worker's process."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.models import OWNER_ID
from reprise.core.context import Core
from reprise.core.db import Base
from reprise.core.operations import repository as leases
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.experiments.models import Experiment
from reprise.songs.generation import publishing
from reprise.songs.generation.engine_host import Rendered
from reprise.songs.generation.publishing import ClaimedJob
from reprise.songs.generation.rendering import RenderedFile

API = "/api/v1"
Json = dict[str, Any]
EXECUTOR = "worker-of-the-test"


class Studio:
    """Short ways to say what tests say often."""

    def __init__(self, core: Core, client: httpx.AsyncClient) -> None:
        self.core = core
        self.client = client

    async def prompt(self, text: str = "slow sad piano", **fields: Any) -> Json:
        answer = await self.client.post(f"{API}/prompts", json={"text": text, **fields})
        assert answer.status_code == 201, answer.text
        created: Json = answer.json()
        return created

    async def submit(self, prompt_id: str | None = None, **fields: Any) -> Json:
        """A job of one second at most, unless it is asked for otherwise."""
        chosen = prompt_id or (await self.prompt())["id"]
        answer = await self.client.post(
            f"{API}/generate", json={"prompt_id": chosen, "duration": 1, "num_samples": 1, **fields}
        )
        assert answer.status_code == 202, answer.text
        accepted: Json = answer.json()
        return accepted

    async def job(self, job_id: str) -> Json:
        answer = await self.client.get(f"{API}/generate/{job_id}")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    async def add(self, *rows: Base) -> None:
        async with self.core.database.transaction() as session:
            for row in rows:
                session.add(row)
                await session.flush()

    async def adapter(self, engine: str, *, is_active: bool = True, **fields: Any) -> Adapter:
        adapter = Adapter(
            id=uuid4(), owner_id=OWNER_ID, name=f"warm {uuid4().hex[:6]}", engine=engine, **fields
        )
        version = AdapterVersion(adapter_id=adapter.id, number=1, parameters={}, is_active=is_active)
        await self.add(adapter, version)
        return adapter

    async def experiment(self) -> Experiment:
        experiment = Experiment(id=uuid4(), owner_id=OWNER_ID, name="tempo")
        await self.add(experiment)
        return experiment

    async def claim(self, job_id: str) -> ClaimedJob:
        """What a worker does first; the job is processing afterwards."""
        async with self.core.database.transaction() as session:
            if not await leases.holds_lease(session, EXECUTOR):
                await leases.register(session, EXECUTOR, {})
        claimed = await publishing.claim(self.core, UUID(job_id), EXECUTOR)
        assert claimed is not None
        return claimed

    async def publish(self, claimed: ClaimedJob, index: int, content: bytes = b"fLaC") -> str:
        """Store and publish one sample of a claimed job; its id."""
        await self.core.storage.put(claimed.storage_key(index), content)
        await publishing.publish(self.core, claimed, index, _rendered(content))
        audio_id: str = (await self.job(str(claimed.job.id)))["audio_ids"][-1]
        return audio_id

    async def complete(self, job_id: str, content: bytes = b"fLaC") -> list[str]:
        """Publish every sample and finish; ids of the samples."""
        claimed = await self.claim(job_id)
        ids = [await self.publish(claimed, index, content) for index in range(claimed.job.num_samples)]
        await publishing.finish_completed(self.core, claimed)
        return ids

    async def fail(self, job_id: str) -> None:
        await publishing.finish_failed(self.core, await self.claim(job_id), "ENGINE_FAILED", "It broke.")

    def transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self.core.database.transaction()


def _rendered(content: bytes) -> Rendered:
    file = RenderedFile(
        size=len(content),
        sha256="0" * 64,
        duration=1.0,
        sample_rate=8_000,
        channels=1,
        loudness=-16.0,
        true_peak=-2.0,
        clipped_samples=0,
        peaks=bytes([0, 127]) * 4,
    )
    return Rendered(file, "1.0")
