"""SQL that finds what is downloaded."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.songs.adapters.models import AdapterVersion
from reprise.songs.audio.models import AudioSample
from reprise.songs.downloads.archive import JobFiles
from reprise.songs.downloads.remaking import MadeSample
from reprise.songs.engines.protocol import RenderRequest
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt
from reprise.songs.prompts.service import engine_attributes


async def job_files(session: AsyncSession, user: CurrentUser, job_id: UUID) -> JobFiles | None:
    query = (
        select(GenerationJob, Prompt)
        .join(Prompt, Prompt.id == GenerationJob.prompt_id)
        .where(GenerationJob.id == job_id, visible_to_installation(user))
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    samples = select(AudioSample).where(AudioSample.job_id == job_id).order_by(AudioSample.index)
    return JobFiles(row[0], row[1], (await session.scalars(samples)).all())


async def made_sample(session: AsyncSession, user: CurrentUser, audio_id: UUID) -> MadeSample | None:
    """A sample and all that its engine was asked for."""
    query = (
        select(AudioSample, Prompt, GenerationJob.duration, AdapterVersion.parameters)
        .join(Prompt, Prompt.id == AudioSample.prompt_id)
        .join(GenerationJob, GenerationJob.id == AudioSample.job_id)
        .outerjoin(AdapterVersion, AdapterVersion.id == AudioSample.adapter_version_id)
        .where(AudioSample.id == audio_id, visible_to_installation(user))
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    sample, prompt, duration, adapter = row
    request = RenderRequest(
        text=prompt.text,
        # Not the sample's: that one is rounded to whole frames.
        duration=duration,
        seed=sample.seed,
        attributes=engine_attributes(prompt),
        parameters=sample.parameters,
        adapter=adapter,
    )
    return MadeSample(sample, prompt.text, request)
