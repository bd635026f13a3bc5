"""Downloads: samples in other formats, whole jobs as archives."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
import soundfile
from fastapi import FastAPI
from tests.api.library.studio import RATE, Studio, flac
from tests.support.s3 import S3Bucket

from reprise.core.db import utcnow
from reprise.core.errors import UnavailableError
from reprise.core.settings import Settings
from reprise.songs.downloads import transcoding
from reprise.songs.downloads.names import slug
from reprise.songs.downloads.transcoding import sweep_copies


@pytest.fixture(params=["local", "s3"])
def settings(
    migrated_database_url: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Settings:
    """Every test with the files in a directory, and in a bucket."""
    data_dir = tmp_path / "data"
    if request.param == "local":
        return Settings(data_dir=data_dir, database_url=migrated_database_url)
    bucket: S3Bucket = request.getfixturevalue("s3_bucket")
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)
    return Settings(
        data_dir=data_dir,
        database_url=migrated_database_url,
        storage_url=f"{bucket.url}/studio",
        storage_endpoint=bucket.endpoint,
    )


async def _sample(studio: Studio, text: str = "Slow sad piano, 60 bpm!") -> str:
    [audio_id] = await studio.complete(await studio.submit(text))
    return audio_id


async def _cached(studio: Studio) -> list[str]:
    return [file.key async for page in studio.core.storage.list("cache") for file in page]


async def test_the_master_itself(studio: Studio) -> None:
    answer = await studio.client.get(f"/audio/{await _sample(studio)}/download")
    assert answer.status_code == 200
    assert answer.content == flac()
    assert (
        answer.headers["content-disposition"] == "attachment; filename*=UTF-8''slow-sad-piano-60-bpm-A.flac"
    )
    assert answer.headers["content-type"] == "audio/flac"
    assert await _cached(studio) == []


async def test_wav_holds_the_same_samples(studio: Studio) -> None:
    answer = await studio.client.get(f"/audio/{await _sample(studio)}/download", params={"format": "wav"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    wav, rate = soundfile.read(io.BytesIO(answer.content), dtype="int16")
    master, _ = soundfile.read(io.BytesIO(flac()), dtype="int16")
    assert rate == RATE and np.array_equal(wav, master)


async def test_mp3_sounds_like_the_master(studio: Studio) -> None:
    audio_id = await _sample(studio)
    answer = await studio.client.get(f"/audio/{audio_id}/download", params={"format": "mp3"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/mpeg")
    with soundfile.SoundFile(io.BytesIO(answer.content)) as file:
        assert (file.format, file.samplerate, file.channels) == ("MP3", RATE, 2)
        audio = file.read()
    spectrum = np.abs(np.fft.rfft(audio[:, 0]))
    assert np.argmax(spectrum) * RATE / len(audio) == pytest.approx(440, abs=5)


async def test_copies_are_made_once_and_answer_ranges(studio: Studio) -> None:
    path = f"/audio/{await _sample(studio)}/download"
    asked = [studio.client.get(path, params={"format": "wav"}) for _ in range(4)]
    whole = {answer.content for answer in await asyncio.gather(*asked)}
    assert len(whole) == 1 and len(await _cached(studio)) == 1
    [content] = whole
    part = await studio.client.get(path, params={"format": "wav"}, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, content[10:20])
    head = await studio.client.head(path, params={"format": "wav"})
    assert int(head.headers["content-length"]) == len(content)
    known = await studio.client.get(
        path, params={"format": "wav"}, headers={"if-none-match": head.headers["etag"]}
    )
    assert known.status_code == 304


async def test_a_flood_is_turned_away_and_what_is_there_already_is_served(
    studio: Studio, app: FastAPI
) -> None:
    path = f"/audio/{await _sample(studio)}/download"
    await studio.client.get(path, params={"format": "wav"})
    with contextlib.ExitStack() as taken:
        with contextlib.suppress(UnavailableError):
            while True:
                taken.enter_context(app.state.transcoder.line.place())
        refused = await studio.client.get(path, params={"format": "mp3"})
        assert (refused.status_code, refused.json()["detail"]["code"]) == (503, "UNAVAILABLE")
        assert refused.headers["retry-after"] == "5"
        assert (await studio.client.get(path, params={"format": "wav"})).status_code == 200
    assert (await studio.client.get(path, params={"format": "mp3"})).status_code == 200


async def test_a_damaged_master_is_said_and_not_kept(studio: Studio) -> None:
    [audio_id] = await studio.complete(await studio.submit(), b"no flac at all")
    for _ in range(2):
        answer = await studio.client.get(f"/audio/{audio_id}/download", params={"format": "mp3"})
        assert (answer.status_code, answer.json()["detail"]["code"]) == (500, "TRANSCODING_FAILED")
    assert await _cached(studio) == []


async def test_a_missing_master_is_404(studio: Studio) -> None:
    audio_id = await _sample(studio)
    keys = [file.key async for page in studio.core.storage.list("audio") for file in page]
    await studio.core.storage.delete(keys)
    for format_ in ("flac", "wav"):
        answer = await studio.client.get(f"/audio/{audio_id}/download", params={"format": format_})
        assert (answer.status_code, answer.json()["detail"]["code"]) == (404, "FILE_MISSING")


async def test_unknown_formats_and_samples(studio: Studio) -> None:
    audio_id = await _sample(studio)
    assert (
        await studio.client.get(f"/audio/{audio_id}/download", params={"format": "ogg"})
    ).status_code == 422
    assert (await studio.client.get(f"/audio/{uuid4()}/download")).status_code == 404


async def test_old_copies_are_swept(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    audio_id = await _sample(studio)
    await studio.client.get(f"/audio/{audio_id}/download", params={"format": "wav"})
    assert await sweep_copies(studio.core) == 0
    later = utcnow() + timedelta(days=8)
    monkeypatch.setattr(transcoding, "utcnow", lambda: later)
    assert await sweep_copies(studio.core) == 1
    assert await _cached(studio) == []
    again = await studio.client.get(f"/audio/{audio_id}/download", params={"format": "wav"})
    assert again.status_code == 200


async def test_a_job_as_an_archive(studio: Studio) -> None:
    job_id = await studio.submit("Rain, again", num_samples=2, seed=7)
    await studio.complete(job_id)
    answer = await studio.client.get(f"/generate/{job_id}/download")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''rain-again.zip"
    assert int(answer.headers["content-length"]) == len(answer.content)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        manifest = json.loads(archive.read("manifest.json"))
        assert (manifest["prompt"], manifest["seed"], manifest["engine"]) == ("Rain, again", 7, "paced")
        assert [sample["label"] for sample in manifest["samples"]] == ["A", "B"]
        files = [sample["file"] for sample in manifest["samples"]]
        assert sorted(archive.namelist()) == sorted(["manifest.json", *files])
        for sample in manifest["samples"]:
            content = archive.read(sample["file"])
            assert hashlib.sha256(content).hexdigest() == sample["sha256"]
            assert len(content) == sample["bytes"]


async def test_the_size_is_known_before_whatever_the_prompt_says(studio: Studio) -> None:
    job_id = await studio.submit("雨の歌 — «Übergang» № 1 🎻 " * 20, num_samples=8)
    await studio.complete(job_id, flac(3))
    answer = await studio.client.get(f"/generate/{job_id}/download")
    assert int(answer.headers["content-length"]) == len(answer.content) > 8 * len(flac(3))


async def test_an_archive_of_nothing_is_refused(studio: Studio) -> None:
    job_id = await studio.submit()
    answer = await studio.client.get(f"/generate/{job_id}/download")
    assert (answer.status_code, answer.json()["detail"]["code"]) == (409, "JOB_HAS_NO_SAMPLES")
    assert (await studio.client.get(f"/generate/{uuid4()}/download")).status_code == 404


async def test_an_archive_with_a_missing_file_is_an_error_and_not_half_an_archive(studio: Studio) -> None:
    job_id = await studio.submit()
    await studio.complete(job_id)
    keys = [file.key async for page in studio.core.storage.list("audio") for file in page]
    await studio.core.storage.delete(keys)
    answer = await studio.client.get(f"/generate/{job_id}/download")
    assert (answer.status_code, answer.json()["detail"]["code"]) == (404, "FILE_MISSING")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Übergang: «Nebel» №1", "ubergang-nebel-no1"),
        ("雨の歌", "reprise"),
        ("../../etc/passwd", "etc-passwd"),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 100, "x" * 60),
    ],
)
def test_file_names_are_plain(text: str, expected: str) -> None:
    assert slug(text) == expected
