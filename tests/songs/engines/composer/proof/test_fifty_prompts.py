"""Fifty prompts across all styles: what was asked is what independent libraries hear."""

import os
import subprocess
import sys

import pytest
from tests.songs.engines.composer.proof.listening import RATE, tempo_error
from tests.songs.engines.composer.proof.renders import PROMPTS, SECONDS, SEED, Heard, Piece, score_of

from reprise.songs.engines.composer.brief import brief
from reprise.songs.engines.composer.styles import STYLES
from reprise.songs.engines.protocol import Attributes

MINOR = {"minor", "dorian", "phrygian"}
"""Modes with a minor third; Krumhansl has profiles of major and minor alone."""

DIGEST_PROGRAM = """
import sys
from tests.songs.engines.composer.proof.listening import digest
from tests.songs.engines.composer.proof.renders import Piece, audio_of
for text in sys.argv[1:]:
    print(digest(audio_of(Piece(text))))
"""


def test_the_prompts_cover_every_style() -> None:
    assert len(set(PROMPTS)) == 50
    assert {brief(text, Attributes())[0].style for text in PROMPTS} == set(STYLES)


@pytest.mark.parametrize("text", PROMPTS)
def test_tempo(heard: dict[str, Heard], text: str) -> None:
    assert tempo_error(heard[text].tempo, score_of(Piece(text)).tempo) < 0.02


def test_key_of_tonal_pieces(heard: dict[str, Heard]) -> None:
    right: list[bool] = []
    for text in PROMPTS:
        score = score_of(Piece(text))
        if any(score.pitched_notes()):
            key = (score.key.pitch_class, "minor" if score.key.mode in MINOR else "major")
            right.append(key in heard[text].keys[:2])
    assert len(right) >= 45
    assert sum(right) >= 0.9 * len(right)


@pytest.mark.parametrize("text", PROMPTS)
def test_levels(heard: dict[str, Heard], text: str) -> None:
    assert heard[text].lufs == pytest.approx(-16, abs=0.5)
    assert heard[text].peak <= -1.0
    assert heard[text].at_full_scale <= 1e-6


@pytest.mark.parametrize("text", PROMPTS)
def test_length_silence_and_stereo(heard: dict[str, Heard], text: str) -> None:
    assert heard[text].shape == (round(SECONDS * RATE), 2)
    assert heard[text].silence <= 1.0
    assert heard[text].sides_differ


@pytest.mark.parametrize("text", PROMPTS)
def test_the_ending_is_the_tonic_and_rings_out(text: str) -> None:
    score = score_of(Piece(text))
    ring = (score.length - score.ending) * score.seconds_per_beat
    assert 1.0 <= ring <= 5.0
    last = [note for track in score.tracks for note in track.notes if note.start >= score.ending - 0.1]
    assert last
    lowest = min(
        (note.pitch for note in score.pitched_notes() if note in last), default=score.key.pitch_class
    )
    tonic_chord = {score.key.scale[0], score.key.scale[2], score.key.scale[4]}
    assert lowest % 12 in tonic_chord


@pytest.mark.parametrize("threads", ["1", "4"])
def test_same_bytes_in_other_processes_with_other_threads(heard: dict[str, Heard], threads: str) -> None:
    """The fifty were rendered by two workers side by side; here one process renders some of them in a row."""
    chosen = [PROMPTS[46], PROMPTS[33], PROMPTS[0], PROMPTS[9]]
    done = subprocess.run(
        [sys.executable, "-c", DIGEST_PROGRAM, *chosen],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ
        | {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": str(SEED)},
    )
    assert done.stdout.split() == [heard[text].digest for text in chosen]
