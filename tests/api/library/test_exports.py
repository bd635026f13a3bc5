"""MIDI and stems of finished samples, and their technical checks, as the API gives them."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mido
import pytest
from fastapi import FastAPI
from sqlalchemy import update
from tests.api.library.studio import Studio
from tests.support.engines import PacedEngine

from reprise.songs.audio.models import AudioSample
from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.protocol import Engine
from reprise.songs.generation import publishing
from reprise.songs.generation.engine_host import Rendered
from reprise.songs.generation.exporting import export_to_file
from reprise.songs.generation.rendering import render_to_file

ASKED = {"duration": 2, "seed": 5, "parameters": {"bass": 0.5}}
ATTRIBUTES = {"style": "funk", "tempo": 97.5, "key": "E minor"}


@pytest.fixture
def installed() -> Mapping[str, Engine]:
    return {"composer": ComposerEngine(), "paced": PacedEngine()}


async def composed(studio: Studio, tmp_path: Path, **attributes: Any) -> tuple[str, publishing.ClaimedJob]:
    """A sample that the composer really made, and what it was made from."""
    job_id = await studio.submit(
        "funk with brass", prompt_id=await studio.prompt("a groove", **attributes), **ASKED
    )
    claimed = await studio.claim(job_id)
    assert claimed is not None
    path = tmp_path / "sample.flac"
    file = render_to_file(ComposerEngine(), claimed.request(0), path, lambda share, stage: None)
    await studio.core.storage.put_file(claimed.storage_key(0), path)
    await publishing.publish(studio.core, claimed, 0, Rendered(file, ComposerEngine.spec.version))
    await publishing.finish_completed(studio.core, claimed)
    [audio_id] = (await studio.get(f"/generate/{job_id}"))["audio_ids"]
    return audio_id, claimed


async def test_the_notes_of_a_sample(studio: Studio, tmp_path: Path) -> None:
    audio_id, _ = await composed(studio, tmp_path, **ATTRIBUTES)
    answer = await studio.client.get(f"/audio/{audio_id}/download", params={"format": "midi"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/midi")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a-groove-A.mid"
    file = mido.MidiFile(file=io.BytesIO(answer.content))
    [tempo] = [message.tempo for message in file.tracks[0] if message.type == "set_tempo"]
    assert tempo == round(60e6 / 97.5)
    assert file.tracks[0].name == "E minor, 97.5 bpm"


async def test_exports_are_those_of_the_very_request(studio: Studio, tmp_path: Path) -> None:
    """Prompt, attributes, seed and parameters are all in it: byte for byte what the engine gives for them."""
    audio_id, claimed = await composed(studio, tmp_path, **ATTRIBUTES)
    for export, suffix in (("midi", "mid"), ("stems", "zip")):
        path = tmp_path / f"expected.{suffix}"
        export_to_file(ComposerEngine(), export, claimed.request(0), path, lambda share, stage: None)
        answer = await studio.client.get(f"/audio/{audio_id}/download", params={"format": export})
        assert answer.content == path.read_bytes()


async def test_the_stems_of_a_sample(studio: Studio, tmp_path: Path) -> None:
    audio_id, _ = await composed(studio, tmp_path)
    path = f"/audio/{audio_id}/download"
    answer = await studio.client.get(path, params={"format": "stems"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a-groove-A-stems.zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for stem in manifest["stems"]:
            assert hashlib.sha256(archive.read(stem["file"])).hexdigest() == stem["sha256"]
    assert manifest["seed"] == 5 and manifest["parameters"] == {"bass": 0.5}
    part = await studio.client.get(path, params={"format": "stems"}, headers={"range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"PK\x03\x04")
    cached = [file.key async for page in studio.core.storage.list("cache") for file in page]
    assert len(cached) == 1


async def test_an_engine_that_makes_audio_alone(studio: Studio) -> None:
    [audio_id] = await studio.complete(await studio.submit(engine="paced"))
    for format_ in ("midi", "stems"):
        answer = await studio.client.get(f"/audio/{audio_id}/download", params={"format": format_})
        detail = answer.json()["detail"]
        assert (answer.status_code, detail["code"]) == (409, "EXPORT_NOT_SUPPORTED")
        assert "paced makes audio alone" in detail["message"]


async def test_another_version_would_make_another_piece(studio: Studio, tmp_path: Path) -> None:
    audio_id, _ = await composed(studio, tmp_path)
    async with studio.core.database.transaction() as session:
        await session.execute(update(AudioSample).values(engine_version="0.9.0"))
    answer = await studio.client.get(f"/audio/{audio_id}/download", params={"format": "midi"})
    detail = answer.json()["detail"]
    assert (answer.status_code, detail["code"]) == (409, "ENGINE_VERSION_DIFFERS")
    assert "0.9.0" in detail["message"] and ComposerEngine.spec.version in detail["message"]
    assert (await studio.client.get(f"/audio/{audio_id}/download")).status_code == 200


async def test_an_engine_that_is_there_no_more(studio: Studio, tmp_path: Path, app: FastAPI) -> None:
    audio_id, _ = await composed(studio, tmp_path)
    app.state.engines = {"paced": PacedEngine()}
    answer = await studio.client.get(f"/audio/{audio_id}/download", params={"format": "stems"})
    assert (answer.status_code, answer.json()["detail"]["code"]) == (409, "ENGINE_NOT_CONFIGURED")


async def test_an_engine_that_fails_is_said_and_nothing_is_kept(studio: Studio, app: FastAPI) -> None:
    """The other process knows the engines of the settings alone, and there is no such one among them."""
    engine = PacedEngine()
    engine.spec = dataclasses.replace(PacedEngine.spec, exports=("midi",))
    app.state.engines = {"paced": engine}
    [audio_id] = await studio.complete(await studio.submit(engine="paced"))
    for _ in range(2):
        answer = await studio.client.get(f"/audio/{audio_id}/download", params={"format": "midi"})
        assert (answer.status_code, answer.json()["detail"]["code"]) == (500, "EXPORT_FAILED")
    assert not [page async for page in studio.core.storage.list("cache") if page]


async def test_engines_say_what_they_give(studio: Studio) -> None:
    exports = {engine["name"]: engine["exports"] for engine in (await studio.get("/engines"))["items"]}
    assert exports == {"composer": ["midi", "stems"], "paced": []}


async def test_technical_checks_are_stored_and_shown(studio: Studio, tmp_path: Path) -> None:
    audio_id, claimed = await composed(studio, tmp_path, **ATTRIBUTES)
    checks = {check["name"]: check for check in (await studio.get(f"/audio/{audio_id}"))["technical_checks"]}
    assert list(checks) == [
        "loudness", "true_peak", "clipped_samples", "longest_silence", "dc_offset", "stereo_correlation",
        "tempo", "key", "onset_rate",
    ]  # fmt: skip
    assert checks["loudness"]["state"] == "pass"
    assert (checks["tempo"]["expected"], checks["key"]["expected"]) == (97.5, "E minor")
    answer = await studio.client.get(f"/generate/{claimed.job.id}/download")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        [sample] = json.loads(archive.read("manifest.json"))["samples"]
    assert [check["name"] for check in sample["technical_checks"]] == list(checks)


async def test_samples_from_before_have_no_checks(studio: Studio) -> None:
    [audio_id] = await studio.complete(await studio.submit(engine="paced"))
    assert (await studio.get(f"/audio/{audio_id}"))["technical_checks"] is None
