"""Stems as files: gains that clip nothing, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from reprise.songs.audio.stem_archive import write_stem_archive
from reprise.songs.engines.protocol import Stem


def tone(peak: float) -> Stem:
    wave = peak * np.sin(np.arange(8_000, dtype=np.float32) / 20)
    audio = np.stack([wave, wave], axis=1).astype(np.float32)
    return Stem("a tone", "melody", "sine", 0.0, 8_000, 2, iter([audio[:5_000], audio[5_000:]]))


@pytest.mark.parametrize(("peak", "gain_db"), [(0.9, -12.0), (3.9, -12.0), (4.5, -24.0), (100.0, -48.0)])
def test_no_stem_clips_and_the_gain_is_said(peak: float, gain_db: float, tmp_path: Path) -> None:
    path = tmp_path / "stems.zip"

    def stems() -> Iterator[Stem]:
        yield tone(0.1)
        yield tone(peak)

    write_stem_archive(path, stems, {"prompt": "tones"})
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.namelist() == ["01-a-tone.flac", "02-a-tone.flac", "manifest.json"]
        audio, _ = soundfile.read(io.BytesIO(archive.read("02-a-tone.flac")))
    assert (manifest["gain_db"], manifest["prompt"]) == (gain_db, "tones")
    assert np.abs(audio).max() * 10 ** (-gain_db / 20) == pytest.approx(peak, rel=1e-3)
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_louder_than_any_mix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="louder"):
        write_stem_archive(tmp_path / "stems.zip", lambda: iter([tone(1e6)]), {})
