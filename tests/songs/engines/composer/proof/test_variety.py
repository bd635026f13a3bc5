"""Another seed or another prompt sounds more different than a nudge of one parameter.

Distances are Euclidean between features (MFCC, chroma and onset rate: mean and deviation over the piece)
scaled by their mean and deviation over the fifty prompts.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.songs.engines.composer.proof.conftest import Once
from tests.songs.engines.composer.proof.listening import distances
from tests.songs.engines.composer.proof.renders import PROMPTS, Heard, Piece, features_of, in_parallel

from reprise.songs.engines.composer.specification import DELTAS

NUDGE = 0.1
SEEDS = range(1, 11)
OPEN, CLOSED = "lo-fi hip hop beats", "slow sad piano in D minor, 60 bpm"
"""A prompt that leaves key, tempo and players open, and one that leaves little."""


@pytest.fixture(scope="session")
def scaled(heard: dict[str, Heard], once: Once[list[list[float]]]) -> dict[Piece, NDArray[np.float64]]:
    """Scaled features of all pieces that are compared."""
    pieces = [Piece(text, seed) for text in (OPEN, CLOSED) for seed in SEEDS]
    pieces += [nudged for text in (OPEN, CLOSED) for nudged in nudges(text)]
    found = once("variety", lambda: in_parallel(features_of, pieces))
    fifty = np.array([each.features for each in heard.values()])
    points = dict(zip(pieces, (np.array(row) for row in found), strict=True))
    points |= {Piece(text): np.array(each.features) for text, each in heard.items()}
    return {piece: (point - fifty.mean(axis=0)) / fifty.std(axis=0) for piece, point in points.items()}


def nudges(text: str) -> list[Piece]:
    return [Piece(text, SEEDS[0]).moved(name, sign * NUDGE) for name in DELTAS for sign in (-1, 1)]


def from_itself(scaled: dict[Piece, NDArray[np.float64]], text: str) -> float:
    """95th percentile of a piece's distances from itself with one parameter nudged."""
    home = scaled[Piece(text, SEEDS[0])]
    moved = [float(np.linalg.norm(scaled[piece] - home)) for piece in nudges(text)]
    assert max(moved) > 0.1
    return float(np.percentile(moved, 95))


@pytest.mark.parametrize("text", [OPEN, CLOSED])
def test_ten_seeds_of_one_prompt(scaled: dict[Piece, NDArray[np.float64]], text: str) -> None:
    between = distances(np.array([scaled[Piece(text, seed)] for seed in SEEDS]))
    assert len(between) == 45
    assert np.percentile(between, 5) > from_itself(scaled, text)


@pytest.mark.parametrize("text", [OPEN, CLOSED])
def test_ten_prompts_with_one_seed(scaled: dict[Piece, NDArray[np.float64]], text: str) -> None:
    between = distances(np.array([scaled[Piece(prompt)] for prompt in PROMPTS[::5]]))
    assert len(between) == 45
    assert np.percentile(between, 5) > from_itself(scaled, text)
