"""Stems: the parts of the mix before mastering, which add up to it."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.composer.production import add_room, write
from reprise.songs.engines.composer.synth.mixing import mix
from reprise.songs.engines.protocol import Multitrack, RenderCancelled, RenderRequest
from reprise.songs.generation.exporting import export_to_file

PROMPTS = ["house, 124 bpm", "jazz with drums and percussion", "ballad for piano", "cinematic", "solo flute"]


def before_mastering(request: RenderRequest) -> NDArray[np.float32]:
    piece = write(request)
    bus = mix(piece.score, piece.length, piece.feel, lambda share, stage: None)
    add_room(bus.dry, bus.send, piece.feel, lambda share: None)
    return bus.dry.T


def archive(request: RenderRequest, path: Path) -> tuple[dict[str, Any], list[NDArray[np.float64]]]:
    """The manifest and the audio of each stem, at the gain of the mix."""
    export_to_file(ComposerEngine(), "stems", request, path, lambda share, stage: None)
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        manifest = json.loads(opened.read("manifest.json"))
        stems = []
        for described in manifest["stems"]:
            content = opened.read(described["file"])
            assert hashlib.sha256(content).hexdigest() == described["sha256"]
            assert len(content) == described["bytes"]
            audio, rate = soundfile.read(io.BytesIO(content), dtype="float64")
            assert rate == 44_100
            stems.append(audio * 10 ** (-manifest["gain_db"] / 20))
    return manifest, stems


@pytest.mark.parametrize("text", PROMPTS)
def test_the_files_add_up_to_the_mix_before_mastering(text: str, tmp_path: Path) -> None:
    request = RenderRequest(text, 12.0, 5)
    whole = before_mastering(request)
    manifest, stems = archive(request, tmp_path / "stems.zip")
    difference = np.sum(stems, axis=0) - whole
    error_db = 10 * np.log10(np.square(difference).mean() / np.square(whole).mean())
    assert error_db < -60
    assert np.abs(difference).max() < 1e-3 * np.abs(whole).max()
    assert [stem["role"] for stem in manifest["stems"]].count("return") == 1


def test_each_stem_is_one_part_and_none_is_silent(tmp_path: Path) -> None:
    request = RenderRequest("house, 124 bpm", 12.0, 5)
    manifest, stems = archive(request, tmp_path / "stems.zip")
    parts = [(track.name, track.role, track.instrument) for track in write(request).score.tracks]
    said = [(stem["name"], stem["role"], stem["instrument"]) for stem in manifest["stems"]]
    assert said == [*parts, ("reverb", "return", "reverb")]
    assert all(np.abs(stem).max() > 1e-3 for stem in stems)
    assert {len(stem) for stem in stems} == {round(12.0 * 44_100)}
    for number, stem in enumerate(stems):
        others = np.sum([*stems[:number], *stems[number + 1 :]], axis=0)
        assert abs(float(np.corrcoef(stem[:, 0], others[:, 0])[0, 1])) < 0.9


def test_the_manifest_says_what_it_takes_to_make_it_again(tmp_path: Path) -> None:
    request = RenderRequest("funk", 4.0, 9, parameters={"bass": 1.0})
    manifest, _ = archive(request, tmp_path / "stems.zip")
    engine = ComposerEngine.spec
    assert (manifest["engine"], manifest["engine_version"]) == (engine.name, engine.version)
    assert (manifest["prompt"], manifest["seed"], manifest["duration"]) == ("funk", 9, 4.0)
    levels = {stem["role"]: stem["mix_level_db"] for stem in manifest["stems"]}
    softer, _ = archive(RenderRequest("funk", 4.0, 9), tmp_path / "softer.zip")
    assert levels["bass"] > {stem["role"]: stem["mix_level_db"] for stem in softer["stems"]}["bass"]


def test_the_same_request_gives_the_same_bytes(tmp_path: Path) -> None:
    request = RenderRequest("lo-fi", 3.0, 1)
    digests = set()
    for name in ("a.zip", "b.zip"):
        archive(request, tmp_path / name)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip"]


def test_progress_rises_and_may_stop_it() -> None:
    engine = ComposerEngine()
    assert isinstance(engine, Multitrack) and "stems" in engine.spec.exports
    shares: list[float] = []

    def tell(share: float, stage: str) -> None:
        shares.append(share)
        if share > 0.5:
            raise RenderCancelled

    with pytest.raises(RenderCancelled):
        for stem in engine.stems(RenderRequest("pop", 8.0, 1), tell):
            list(stem.blocks)
    assert shares == sorted(shares)


MEMORY_PROGRAM = """
import sys
from pathlib import Path
from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.protocol import RenderRequest
from reprise.songs.generation.exporting import export_to_file
request = RenderRequest("house with strings and choir and flute and guitar and bells", 240.0, 1)
export_to_file(ComposerEngine(), "stems", request, Path(sys.argv[1]), lambda share, stage: None)
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


def test_four_minutes_of_eight_stems_fit_into_300_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "stems.zip"
    done = subprocess.run(
        [sys.executable, "-c", MEMORY_PROGRAM, path], capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(path) as opened:
        assert len(opened.namelist()) >= 9
    assert int(done.stdout) < 300_000
