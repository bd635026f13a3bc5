"""Finished samples of given sound, made by the code of a worker: rendered, measured, stored, published."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import numpy as np
from numpy.typing import NDArray

from reprise.core.auth.models import OWNER_ID
from reprise.core.context import Core, open_core
from reprise.core.operations import repository as leases
from reprise.core.operations.queue import Submission
from reprise.core.settings import Settings
from reprise.songs.engines.protocol import (
    Attributes,
    Availability,
    EngineSpec,
    ProgressCallback,
    Rendering,
    RenderRequest,
    Understanding,
)
from reprise.songs.generation import publishing, read_repository
from reprise.songs.generation.engine_host import Rendered
from reprise.songs.generation.models import GenerationJob
from reprise.songs.generation.rendering import RenderedFile, render_to_file
from reprise.songs.prompts.models import Prompt
from reprise.tables import metadata

Sound = NDArray[np.float32]
# Rows name rows of other rooms: all of their tables must be known.
TABLES = metadata


class Recorded:
    """An engine that makes exactly one sound: float32 of shape (frames, channels)."""

    def __init__(self, sound: Sound, rate: int) -> None:
        self._sound, self._rate = sound, rate
        self.spec = EngineSpec(
            name="recorded",
            version="1.0",
            description="What it is given.",
            min_duration=0.1,
            max_duration=600,
            default_duration=1,
            sample_rate=rate,
            channels=sound.shape[1],
            licence_notice="For tests.",
        )

    def availability(self) -> Availability:
        return Availability(True)

    def understand(self, text: str, attributes: Attributes) -> Understanding:
        return Understanding(text)

    def render(self, request: RenderRequest, progress: ProgressCallback) -> Rendering:
        return Rendering(self._sound, self._rate)


def publish_sounds(data_dir: Path, sounds: Sequence[Sound], rate: int, text: str = "clicks") -> list[str]:
    """One completed job of these samples in the data directory of a running server; ids in their order.

    Works beside a running event loop, as Playwright keeps one.
    """
    return _in_thread(_publish(data_dir, sounds, rate, text))


def _in_thread(work: Coroutine[Any, Any, list[str]]) -> list[str]:
    made: list[str] = []
    thread = threading.Thread(target=lambda: made.extend(asyncio.run(work)))
    thread.start()
    thread.join()
    assert made, "nothing was published: see the traceback above"
    return made


async def _publish(data_dir: Path, sounds: Sequence[Sound], rate: int, text: str) -> list[str]:
    # Rendered before anything is claimed: whoever holds a job must not be silent for long.
    files = [_render(sound, rate) for sound in sounds]
    core = open_core(Settings(data_dir=data_dir))
    executor = f"hand-{uuid4()}"
    try:
        job_id = await _begin(core, sounds, rate, text, executor)
        claimed = await publishing.claim(core, job_id, executor)
        assert claimed is not None
        for index, (file, content) in enumerate(files):
            async with core.database.transaction() as session:
                assert await leases.beat(session, executor)
            await core.storage.put(claimed.storage_key(index), content)
            await publishing.publish(core, claimed, index, Rendered(file, "1.0"))
        await publishing.finish_completed(core, claimed)
        async with core.database.transaction() as session:
            await leases.remove(session, executor)
        await core.queue.cancel([claimed.job.workflow_id])
        return await _audio_ids(core, job_id)
    finally:
        await core.close()


def _render(sound: Sound, rate: int) -> tuple[RenderedFile, bytes]:
    request = RenderRequest(text="", duration=len(sound) / rate, seed=1)
    with TemporaryDirectory() as directory:
        path = Path(directory) / "sound.flac"
        return render_to_file(Recorded(sound, rate), request, path, lambda *_: None), path.read_bytes()


async def _begin(core: Core, sounds: Sequence[Sound], rate: int, text: str, executor: str) -> UUID:
    """The job waits in a line of nobody's: one without a workflow is missed, and given to a worker."""
    prompt = Prompt(id=uuid4(), owner_id=OWNER_ID, text=text)
    job = GenerationJob(
        id=uuid4(),
        owner_id=OWNER_ID,
        prompt_id=prompt.id,
        engine="recorded",
        num_samples=len(sounds),
        seed=1,
        duration=len(sounds[0]) / rate,
        workflow_id=f"hand.{uuid4()}",
    )
    async with core.database.transaction() as session:
        session.add(prompt)
        await session.flush()
        session.add(job)
        await core.queue.enqueue(session, Submission("by-hand", "by-hand", job.workflow_id, str(job.id)))
        await leases.register(session, executor, {})
    return job.id


async def _audio_ids(core: Core, job_id: UUID) -> list[str]:
    async with core.database.snapshot() as session:
        return [str(audio_id) for _, audio_id in await read_repository.audio_ids(session, [job_id])]
