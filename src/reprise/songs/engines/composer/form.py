"""The plan of a piece in time: where it ends, its phrases, and how full each one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.score import BEATS_PER_BAR

PHRASE_BARS = 4
MIN_BARS_FOR_LONG_INTRO = 16
SLOW_TEMPO = 75.0
ENERGIES = {"intro": 0.35, "A": 0.62, "B": 0.9, "C": 0.45}
FORMS = (
    ("A", "A", "B", "A", "C", "B", "B", "A"),
    ("A", "B", "A", "B", "C", "B", "A", "B"),
    ("A", "A", "B", "B", "A", "C", "B", "A"),
    ("A", "B", "A", "C", "A", "B", "C", "A"),
)
"""Orders of sections; a piece longer than one goes round again."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """`label` names the material, `turn` counts how often it came before; start in beats.

    `place` numbers the phrases after the intro; `returns` says that the next phrase goes back to A.
    """

    label: str
    turn: int
    start: float
    bars: int
    energy: float
    last: bool = False
    place: int = 0
    returns: bool = False

    @property
    def material(self) -> str:
        """The section whose chords and patterns are played: an intro takes those of A."""
        return "A" if self.label == "intro" else self.label


def ending_beat(duration: float, tempo: float) -> float:
    """The beat of the final chord: late, on a half-bar, with time left for it to ring out."""
    ring = min(3.0 if tempo > SLOW_TEMPO else 1.8, max(1.2, 0.15 * duration))
    beats = (duration - ring) * tempo / 60
    half_bar = BEATS_PER_BAR / 2
    return max(0.0, half_bar * (beats // half_bar))


def plan(ending: float, planned_ending: float, form: Sequence[str], seed: int) -> tuple[Phrase, ...]:
    """Phrases that fill all bars before the final chord; the last bar may be a half one.

    The intro follows `planned_ending`, the ending at the tempo that the prompt asks: a small change of tempo
    then changes the end of a piece alone. Without a `form` the seed chooses one.
    """
    order = form or FORMS[int(stream(seed, "form").integers(len(FORMS)))]
    lengths = _phrase_lengths(_bars(ending), _intro_bars(_bars(planned_ending)), order)
    phrases: list[Phrase] = []
    turns: dict[str, int] = {}
    start = 0
    for index, (label, length) in enumerate(lengths):
        following = lengths[index + 1][0] if index + 1 < len(lengths) else ""
        turn = turns.get(label, 0)
        phrases.append(
            Phrase(label, turn, float(start * BEATS_PER_BAR), length, _energy(label, turn, not following),
                   not following, index - (lengths[0][0] == "intro"), label in "BC" and following == "A")
        )  # fmt: skip
        turns[label] = turn + 1
        start += length
    return tuple(phrases)


def _bars(ending: float) -> int:
    return int(-(-ending // BEATS_PER_BAR))


def _energy(label: str, turn: int, last: bool) -> float:
    lift = 0.1 if last and label != "C" and turn else 0.05 * min(3, turn)
    return min(1.0, ENERGIES[label] + lift)


def _intro_bars(bars: int) -> int:
    if bars <= PHRASE_BARS:
        return 0
    if bars % PHRASE_BARS == 0:
        return PHRASE_BARS if bars >= MIN_BARS_FOR_LONG_INTRO else 0
    return {1: 1, 2: 2, 3: 1}[bars % PHRASE_BARS]


def _phrase_lengths(bars: int, intro: int, order: Sequence[str]) -> list[tuple[str, int]]:
    if bars <= intro:
        return [("A", bars)] if bars else []
    full, rest = divmod(bars - intro, PHRASE_BARS)
    sizes = [PHRASE_BARS] * full + [rest] * (rest > 0)
    labels = [order[index % len(order)] for index in range(len(sizes))]
    if labels[-1] == "C":
        labels[-1] = "A"
    return [("intro", intro)] * (intro > 0) + list(zip(labels, sizes, strict=True))
