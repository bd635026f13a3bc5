"""Pieces for the proofs, rendered and listened to in parallel processes; only numbers come back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import librosa
import numpy as np
from numpy.typing import NDArray
from tests.songs.engines.composer.proof import listening

from reprise.songs.engines.composer.brief import brief
from reprise.songs.engines.composer.compose import compose
from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.composer.score import Score
from reprise.songs.engines.composer.specification import DELTAS
from reprise.songs.engines.protocol import Attributes, RenderRequest

PROMPTS: tuple[str, ...] = tuple(json.loads((Path(__file__).parent / "prompts.json").read_text()))
SECONDS = 20.0
SEED = 7
WORKERS = 2

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Piece:
    """What to render."""

    text: str
    seed: int = SEED
    deltas: tuple[tuple[str, float], ...] = ()
    seconds: float = SECONDS

    def moved(self, name: str, value: float) -> Piece:
        """The same piece with one parameter somewhere else."""
        return replace(self, deltas=((name, value),))


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in one piece. `features` as in `listening.features`, peak in dBTP, silence in s."""

    tempo: float
    keys: list[tuple[int, str]]
    lufs: float
    peak: float
    at_full_scale: float
    silence: float
    shape: tuple[int, int]
    sides_differ: bool
    digest: str
    features: list[float]


@lru_cache(maxsize=128)
def score_of(piece: Piece) -> Score:
    """The notes behind a piece."""
    made, _ = brief(piece.text, Attributes())
    return compose(made, piece.seconds, dict.fromkeys(DELTAS, 0.0) | dict(piece.deltas), piece.seed)


def audio_of(piece: Piece) -> NDArray[np.float32]:
    """(frames, 2) as the engine renders it."""
    request = RenderRequest(piece.text, piece.seconds, piece.seed, parameters=dict(piece.deltas))
    return ComposerEngine().render(request, lambda share, stage: None).audio


def hear(piece: Piece) -> Heard:
    """All there is to hear in a piece."""
    audio = audio_of(piece)
    mono = listening.mono_22050(audio)
    return Heard(
        tempo=listening.tempo_heard(mono),
        keys=listening.keys_heard(mono),
        lufs=listening.integrated_lufs(audio),
        peak=listening.true_peak_dbtp(audio),
        at_full_scale=listening.share_at_full_scale(audio),
        silence=listening.longest_silence(audio),
        shape=(audio.shape[0], audio.shape[1]),
        sides_differ=bool(np.abs(audio[:, 0] - audio[:, 1]).max() > 1e-3),
        digest=listening.digest(audio),
        features=listening.features(mono).tolist(),
    )


def features_of(piece: Piece) -> list[float]:
    """The features alone."""
    return listening.features(listening.mono_22050(audio_of(piece))).tolist()


def compile_once() -> None:
    """Call everything of librosa's that the proofs use, in one process of its own."""
    in_parallel(_call_librosa, [Piece(PROMPTS[0])], workers=1)


def _call_librosa(piece: Piece) -> None:
    hear(piece)
    librosa.effects.hpss(listening.mono_22050(audio_of(piece)))


def in_parallel(
    function: Callable[[Piece], Found], pieces: Sequence[Piece], *, workers: int = WORKERS
) -> list[Found]:
    """The function of all pieces, in order, in fresh processes."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(function, pieces, chunksize=2))
