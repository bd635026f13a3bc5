"""Decisions about comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.identity import CurrentUser
from reprise.core.errors import not_found
from reprise.songs.adapters import using as adapters
from reprise.songs.adapters.schemas import AdapterUsed
from reprise.songs.audio import repository as audio
from reprise.songs.audio import service as samples
from reprise.songs.audio.repository import SampleInContext
from reprise.songs.comparisons.loudness import matching_gains
from reprise.songs.comparisons.schemas import ComparedSample, Comparison


async def compare(session: AsyncSession, user: CurrentUser, audio_ids: Sequence[UUID]) -> Comparison:
    """
    Raises:
        NotFoundError: names the first sample that is not there.
    """
    found = await _find_all(session, user, audio_ids)
    versions = {version for one in found if (version := one.sample.adapter_version_id)}
    used = await adapters.used(session, versions)
    gains = matching_gains([one.sample.loudness for one in found])
    items = [_item(one, used, gain) for one, gain in zip(found, gains, strict=True)]
    return Comparison(same_prompt=len({one.sample.prompt_id for one in found}) == 1, items=items)


async def _find_all(
    session: AsyncSession, user: CurrentUser, audio_ids: Sequence[UUID]
) -> list[SampleInContext]:
    known = {one.sample.id: one for one in await audio.get_all(session, user, audio_ids)}
    for place, audio_id in enumerate(audio_ids):
        if audio_id not in known:
            raise not_found("audio sample", audio_id, field=f"audio_ids.{place}")
    return [known[audio_id] for audio_id in audio_ids]


def _item(found: SampleInContext, used: Mapping[UUID, AdapterUsed], gain: float) -> ComparedSample:
    metadata = samples.describe(found)
    version_id = metadata.adapter_version_id
    return ComparedSample(
        audio_id=metadata.id,
        label=metadata.label,
        metadata=metadata,
        adapter=used[version_id] if version_id else None,
        stream_url=metadata.stream_url,
        gain_db=gain,
    )
