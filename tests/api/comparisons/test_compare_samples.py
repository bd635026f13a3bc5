"""Samples side by side: seed scenarios by their names, and what is refused."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from tests.api.library.studio import Studio

from reprise.core.auth.models import OWNER_ID
from reprise.core.db import utcnow
from reprise.songs.adapters.models import Adapter, AdapterVersion
from reprise.songs.audio.models import AudioSample
from reprise.songs.comparisons.loudness import matching_gains

Json = dict[str, Any]


async def _compare(studio: Studio, *audio_ids: str) -> Json:
    answer = await studio.client.post("/audio/compare", json={"audio_ids": audio_ids})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def _samples(studio: Studio, count: int, text: str = "rain") -> list[str]:
    return await studio.complete(await studio.submit(text, num_samples=count))


async def _adapter(studio: Studio, name: str, **fields: Any) -> UUID:
    adapter = Adapter(id=uuid4(), owner_id=OWNER_ID, name=name, engine="paced", **fields)
    version = AdapterVersion(adapter_id=adapter.id, number=3, parameters={}, is_active=True)
    async with studio.core.database.transaction() as session:
        session.add(adapter)
        await session.flush()
        session.add(version)
    return adapter.id


async def _set_loudness(studio: Studio, audio_id: str, loudness: float | None) -> None:
    async with studio.core.database.transaction() as session:
        await session.execute(
            update(AudioSample).where(AudioSample.id == UUID(audio_id)).values(loudness=loudness)
        )


async def test_compare_samples_from_same_prompt(studio: Studio) -> None:
    ids = await _samples(studio, 3)
    found = await _compare(studio, *reversed(ids))
    assert found["same_prompt"] is True
    assert [one["audio_id"] for one in found["items"]] == list(reversed(ids))
    assert [one["label"] for one in found["items"]] == ["C", "B", "A"]
    for one in found["items"]:
        assert one["metadata"] == await studio.get(f"/audio/{one['audio_id']}")
        assert one["adapter"] is None
        streamed = await studio.client.get(one["stream_url"].removeprefix("/api/v1"))
        assert streamed.status_code == 200
        assert streamed.headers["content-type"] == "audio/flac"


async def test_compare_samples_with_different_adapters(studio: Studio) -> None:
    warm, bright = await _adapter(studio, "warm"), await _adapter(studio, "bright")
    prompt_id = await studio.prompt("rain")
    sides = [
        (await studio.complete(await studio.submit(prompt_id=prompt_id, adapter_id=adapter)))[0]
        for adapter in (str(warm), str(bright), None)
    ]
    async with studio.core.database.transaction() as session:
        await session.execute(update(Adapter).where(Adapter.id == bright).values(deleted_at=utcnow()))
    found = await _compare(studio, *sides)
    first, second, base = (one["adapter"] for one in found["items"])
    assert (first["id"], first["name"], first["version"], first["deleted"]) == (str(warm), "warm", 3, False)
    assert (second["name"], second["deleted"]) == ("bright", True)
    assert base is None
    assert first["version_id"] == found["items"][0]["metadata"]["adapter_version_id"]
    assert found["same_prompt"] is True


async def test_samples_of_different_prompts_say_so(studio: Studio) -> None:
    (first,), (second,) = await _samples(studio, 1), await _samples(studio, 1, "storm")
    assert (await _compare(studio, first, second))["same_prompt"] is False


async def test_the_quietest_sets_the_level_and_silence_stays(studio: Studio) -> None:
    ids = await _samples(studio, 4)
    for audio_id, loudness in zip(ids, (-14.0, -23.5, None, -9.25), strict=True):
        await _set_loudness(studio, audio_id, loudness)
    found = await _compare(studio, *ids)
    assert [one["gain_db"] for one in found["items"]] == [-9.5, 0.0, 0.0, -14.25]


@given(st.lists(st.none() | st.floats(-70, 5), min_size=2, max_size=10))
def test_gains_match_and_never_amplify(loudness: list[float | None]) -> None:
    gains = matching_gains(loudness)
    assert all(gain <= 0 for gain in gains)
    levels = [value + gain for value, gain in zip(loudness, gains, strict=True) if value is not None]
    assert not levels or np.ptp(levels) <= 0.002


async def test_an_unknown_sample_is_named(studio: Studio) -> None:
    (known,) = await _samples(studio, 1)
    unknown = str(uuid4())
    answer = await studio.client.post("/audio/compare", json={"audio_ids": [known, unknown]})
    assert answer.status_code == 404
    detail = answer.json()["detail"]
    assert unknown in detail["message"]
    assert detail["field"] == "audio_ids.1"


@pytest.mark.parametrize("count", [0, 1, 11])
async def test_two_to_ten_are_compared(studio: Studio, count: int) -> None:
    answer = await studio.client.post("/audio/compare", json={"audio_ids": _ids(count)})
    assert answer.status_code == 422
    assert answer.json()["detail"]["field"] == "audio_ids"


async def test_no_sample_is_compared_with_itself(studio: Studio) -> None:
    (known,) = await _samples(studio, 1)
    answer = await studio.client.post("/audio/compare", json={"audio_ids": [known, known]})
    assert answer.status_code == 422


async def test_it_answers_at_the_bare_root_too(studio: Studio) -> None:
    ids = await _samples(studio, 2)
    answer = await studio.client.post("http://127.0.0.1/audio/compare", json={"audio_ids": ids})
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 2


def _ids(count: int) -> list[str]:
    return [str(uuid4()) for _ in range(count)]
