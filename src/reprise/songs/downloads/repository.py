"""SQL that finds what is downloaded."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.visibility import visible_to_installation
from reprise.songs.audio.models import AudioSample
from reprise.songs.downloads.archive import JobFiles
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt


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
