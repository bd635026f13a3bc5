"""All SQL on finished audio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Select, Uuid, bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.models import Role
from reprise.core.auth.visibility import visible_to_installation, visible_to_role
from reprise.core.backups.sources import NamedFile
from reprise.songs.audio.models import AudioPeaks, AudioSample
from reprise.songs.generation.models import GenerationJob
from reprise.songs.prompts.models import Prompt

_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class SampleInContext:
    sample: AudioSample
    prompt_text: str
    composed_prompt: str | None
    job_status: str


async def get(session: AsyncSession, user: CurrentUser, audio_id: UUID) -> SampleInContext | None:
    found = await get_all(session, user, [audio_id])
    return found[0] if found else None


async def get_all(
    session: AsyncSession, user: CurrentUser, audio_ids: Sequence[UUID]
) -> list[SampleInContext]:
    """Those of them that are there, in any order."""
    query = (
        select(AudioSample, Prompt.text, GenerationJob.composed_prompt, GenerationJob.status)
        .join(Prompt, Prompt.id == AudioSample.prompt_id)
        .join(GenerationJob, GenerationJob.id == AudioSample.job_id)
        .where(AudioSample.id.in_(audio_ids), visible_to_installation(user))
    )
    return [SampleInContext(*row) for row in await session.execute(query)]


@dataclass(frozen=True, slots=True)
class StoredSample:
    """What it takes to send a sample's file."""

    storage_key: str
    bytes: int
    sha256: str
    created_at: datetime


def stored_sample(connection: Connection, role: Role, audio_id: UUID) -> StoredSample | None:
    row = connection.execute(_stored_sample(role), {"audio_id": audio_id}).one_or_none()
    return None if row is None else StoredSample(*row)


@cache
def _stored_sample(role: Role) -> Select[*tuple[Any, ...]]:
    """Made once: a player asks for it again with every part."""
    sample = AudioSample
    return select(sample.storage_key, sample.bytes, sample.sha256, sample.created_at).where(
        sample.id == bindparam("audio_id", type_=Uuid), visible_to_role(role)
    )


async def peaks(session: AsyncSession, audio_id: UUID) -> AudioPeaks | None:
    return await session.get(AudioPeaks, audio_id)


async def ids_of_job(session: AsyncSession, job_id: UUID) -> Sequence[UUID]:
    return (await session.scalars(select(AudioSample.id).where(AudioSample.job_id == job_id))).all()


async def remove(session: AsyncSession, audio_id: UUID) -> None:
    await session.execute(delete(AudioSample).where(AudioSample.id == audio_id))


async def stored(session: AsyncSession) -> tuple[int, int]:
    """Bytes and number of all samples of the installation."""
    row = (await session.execute(select(func.sum(AudioSample.bytes), func.count()))).one()
    return int(row[0] or 0), row[1]


def named_files(connection: Connection) -> Iterator[NamedFile]:
    """The file of every sample."""
    query = select(AudioSample.storage_key, AudioSample.bytes, AudioSample.sha256)
    for row in connection.execute(query.execution_options(yield_per=_PAGE)):
        yield NamedFile(*row)


def still_named(connection: Connection, keys: Sequence[str]) -> Iterable[str]:
    """Those of the keys that are a sample's."""
    query = select(AudioSample.storage_key).where(AudioSample.storage_key.in_(keys))
    return connection.execute(query).scalars()


def forget_files(connection: Connection, keys: Sequence[str]) -> None:
    """Delete the samples of these keys, with all that hangs on them."""
    connection.execute(delete(AudioSample).where(AudioSample.storage_key.in_(keys)))
