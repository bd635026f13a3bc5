"""Decisions about finished audio."""

from __future__ import annotations

import array
from functools import partial
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.db import Database
from reprise.core.errors import not_found
from reprise.songs.audio import repository
from reprise.songs.audio.models import AudioSample
from reprise.songs.audio.repository import SampleInContext, StoredSample
from reprise.songs.audio.schemas import LABELS, AudioOut, AudioPrompt, WaveformOut


async def find(session: AsyncSession, user: CurrentUser, audio_id: UUID) -> SampleInContext:
    """
    Raises:
        NotFoundError: there is no such sample, or the user may not see it.
    """
    found = await repository.get(session, user, audio_id)
    if found is None:
        raise not_found("audio sample", audio_id)
    return found


async def find_stored(database: Database, user: CurrentUser, audio_id: UUID) -> StoredSample:
    """Where the sample's file is, without all that surrounds it.

    Raises:
        NotFoundError: there is no such sample, or the user may not see it.
    """
    found = await database.read(partial(repository.stored_sample, role=user.role, audio_id=audio_id))
    if found is None:
        raise not_found("audio sample", audio_id)
    return found


async def show(session: AsyncSession, user: CurrentUser, audio_id: UUID) -> AudioOut:
    return describe(await find(session, user, audio_id))


def describe(found: SampleInContext) -> AudioOut:
    sample = found.sample
    columns = {column.key: getattr(sample, column.key) for column in AudioSample.__table__.columns}
    return AudioOut(
        **{name: columns[name] for name in AudioOut.model_fields.keys() & columns.keys()},
        label=LABELS[sample.index],
        prompt=AudioPrompt(id=sample.prompt_id, text=found.prompt_text, composed=found.composed_prompt),
        stream_url=f"/api/v1/audio/{sample.id}/stream",
    )


async def waveform(session: AsyncSession, user: CurrentUser, audio_id: UUID) -> WaveformOut:
    found = await find(session, user, audio_id)
    peaks = await repository.peaks(session, audio_id)
    if peaks is None:
        raise not_found("waveform of audio sample", audio_id)
    values = array.array("b", peaks.data)
    return WaveformOut(bins=peaks.bins, duration=found.sample.duration, peaks=values.tolist())
