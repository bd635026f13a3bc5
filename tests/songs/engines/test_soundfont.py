"""A SoundFont of the user's own: what is said when something is missing, and what is played."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from tests.support import programs

from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.levels import integrated_loudness
from reprise.songs.engines.protocol import Engine, RenderCancelled, RenderRequest
from reprise.songs.engines.registry import UnknownEngine, load_engines

REQUEST = RenderRequest("piano ballad in C major, 80 bpm", 5.0, 1)


@pytest.fixture(scope="module")
def font() -> Path:
    programs.fluidsynth()
    return programs.soundfont()


def engine(path: Path) -> Engine:
    return load_engines(["composer", f"soundfont@{path}"])["soundfont"]


def empty_font(path: Path, content: bytes = b"") -> Path:
    path.write_bytes(b"RIFF" + struct.pack("<I", 4) + b"sfbk" + content)
    return path


def test_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    text = tmp_path / "notes.sf2"
    text.write_text("not a font")
    for path in (text, tmp_path / "missing.sf2", tmp_path):
        found = engine(path).availability()
        assert not found.available
        assert f"{path} is not a SoundFont" in found.reason


def test_a_missing_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = engine(empty_font(tmp_path / "empty.sf2")).availability()
    assert (found.available, "apt install fluidsynth" in found.reason) == (False, True)


def test_another_font_is_another_version(tmp_path: Path) -> None:
    versions = {
        engine(empty_font(tmp_path / f"{content!r}.sf2", content)).spec.version
        for content in (b"", b"a", b"b")
    }
    assert len(versions) == 3
    assert all(version.startswith(ComposerEngine.spec.version) and len(version) <= 32 for version in versions)


def test_a_font_must_be_named() -> None:
    with pytest.raises(UnknownEngine, match="soundfont"):
        load_engines(["soundfont"])


def test_a_broken_font_fails_in_the_program_s_own_words(tmp_path: Path, font: Path) -> None:
    with pytest.raises(RuntimeError, match="fluidsynth failed"):
        engine(empty_font(tmp_path / "empty.sf2")).render(REQUEST, lambda share, stage: None)


def test_the_notes_of_the_composer_are_played(font: Path) -> None:
    played = engine(font)
    shares: list[float] = []
    first, again = (played.render(REQUEST, lambda share, stage: shares.append(share)) for _ in range(2))
    assert first.audio.shape == (5 * 44_100, 2)
    assert np.array_equal(first.audio, again.audio)
    assert integrated_loudness(first.audio, 44_100) == pytest.approx(-16, abs=0.5)
    assert (first.plan.tempo, first.plan.key) == (80, "C major")
    assert shares[: shares.index(1.0)] == sorted(shares[: shares.index(1.0)])
    composed = ComposerEngine().render(REQUEST, lambda share, stage: None)
    assert not np.array_equal(first.audio, composed.audio)


def test_it_can_be_stopped(font: Path) -> None:
    def stop(share: float, stage: str) -> None:
        if stage == "rendering":
            raise RenderCancelled

    with pytest.raises(RenderCancelled):
        engine(font).render(REQUEST, stop)
