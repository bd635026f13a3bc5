"""Each of the twelve parameters moves what it names, in order, from −1 to 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, pstdev

import librosa
import numpy as np
import pytest
from tests.songs.engines.composer.proof.listening import LIBROSA_RATE, Mono, mono_22050
from tests.songs.engines.composer.proof.renders import Piece, audio_of, score_of

from reprise.songs.engines.composer.specification import DELTAS

VALUES = (-1.0, -0.5, 0.0, 0.5, 1.0)
FIFTHS = {0: 0, 7: 1, 2: 2, 9: 3, 4: 4, 11: 5, 6: 6, 5: -1, 10: -2, 3: -3, 8: -4, 1: -5}
"""Semitones above the tonic to places on the line of fifths; the higher, the brighter."""


def tempo(piece: Piece) -> float:
    """Beats a minute."""
    return score_of(piece).tempo


def density(piece: Piece) -> float:
    """Notes a second."""
    return sum(len(track.notes) for track in score_of(piece).tracks) / piece.seconds


def swing(piece: Piece) -> float:
    """Where in the beat the off-beats of all parts fall."""
    notes = [note for track in score_of(piece).tracks for note in track.notes]
    return fmean(note.start % 1 for note in notes if 0.4 < note.start % 1 < 0.74)


def mode(piece: Piece) -> float:
    """Mean place on the line of fifths, from the tonic, of the notes that the piece is made of."""
    score = score_of(piece)
    used = {(note.pitch - score.key.pitch_class) % 12 for note in score.pitched_notes()}
    return fmean(FIFTHS[step] for step in used)


def register(piece: Piece) -> float:
    """Mean pitch of the melody."""
    return fmean(
        note.pitch for track in score_of(piece).tracks if track.role == "melody" for note in track.notes
    )


def dynamics(piece: Piece) -> float:
    """Deviation of the velocities of all notes."""
    return pstdev(note.velocity for track in score_of(piece).tracks for note in track.notes)


def brightness(piece: Piece) -> float:
    """Mean spectral centroid in Hz."""
    return float(librosa.feature.spectral_centroid(y=listen(piece), sr=LIBROSA_RATE).mean())


def reverb(piece: Piece) -> float:
    """Level in dB that is left between the beats: the quietest fifth against the mean."""
    levels = librosa.feature.rms(y=listen(piece))[0][:-120]
    return float(20 * np.log10(np.percentile(levels, 20) / levels.mean()))


def drums(piece: Piece) -> float:
    """Percussive share of the power after harmonic-percussive separation."""
    harmonic, percussive = librosa.effects.hpss(listen(piece))
    return float(np.square(percussive).sum() / np.square(harmonic + percussive).sum())


def bass(piece: Piece) -> float:
    """Share of the power under 120 Hz."""
    return share_below(listen(piece), 120.0)


def harmonic(piece: Piece) -> float:
    """Harmonic share of the power, where the part in question plays against drums."""
    return -drums(piece)


def listen(piece: Piece) -> Mono:
    return mono_22050(audio_of(piece))


def share_below(mono: Mono, hertz: float) -> float:
    power = np.square(np.abs(np.fft.rfft(mono)))
    return float(power[np.fft.rfftfreq(len(mono), 1 / LIBROSA_RATE) < hertz].sum() / power.sum())


@dataclass(frozen=True, slots=True)
class Proof:
    """What a parameter is measured by, on which pieces; the mean of all has to rise strictly."""

    measure: Callable[[Piece], float]
    prompts: tuple[str, ...]
    seeds: tuple[int, ...]
    seconds: float


PROOFS: Mapping[str, Proof] = {
    "tempo": Proof(tempo, ("pop", "ambient", "techno at 133 bpm"), (1,), 10),
    "density": Proof(density, ("pop", "jazz", "folk", "house", "ballad"), (1, 2, 3), 40),
    "swing": Proof(swing, ("lo-fi", "jazz", "blues"), (1, 2), 20),
    "mode": Proof(mode, ("rock in D dorian", "funk in A mixolydian", "house in C minor"), (1, 2), 60),
    "register": Proof(register, ("pop in C major", "folk in D minor", "jazz in F major"), (1, 2, 3), 40),
    "brightness": Proof(brightness, ("folk", "pop"), (1,), 6),
    "dynamics": Proof(dynamics, ("pop", "rock", "classical"), (1, 2), 30),
    "reverb": Proof(reverb, ("solo drums, 70 bpm", "solo marimba, 80 bpm"), (1,), 8),
    "drums": Proof(drums, ("only drums and flute", "pop"), (1,), 6),
    "bass": Proof(bass, ("pop without drums", "jazz without drums"), (1,), 6),
    "pad": Proof(harmonic, ("only pad and drums",), (1, 2), 6),
    "lead": Proof(harmonic, ("only flute and drums",), (1, 2), 6),
}


def test_every_parameter_has_its_proof() -> None:
    assert set(PROOFS) == set(DELTAS)


@pytest.mark.parametrize("name", PROOFS)
def test_parameter_moves_what_it_names_in_order(name: str) -> None:
    proof = PROOFS[name]
    pieces = [Piece(text, seed, seconds=proof.seconds) for text in proof.prompts for seed in proof.seeds]
    means = [fmean(proof.measure(piece.moved(name, value)) for piece in pieces) for value in VALUES]
    assert all(lower < higher for lower, higher in pairwise(means)), means
