"""The plan of a piece in time: where it ends, its phrases, and how full each one is."""

from __future__ import annotations

from dataclasses import dataclass

from reprise.songs.engines.composer.score import BEATS_PER_BAR

PHRASE_BARS = 4
MIN_BARS_FOR_LONG_INTRO = 16
SLOW_TEMPO = 75.0
ENERGIES = {"intro": 0.35, "A": 0.65, "B": 0.9, "C": 0.45, "tag": 0.7}
CYCLE = ("A", "A", "B", "A", "C", "B", "B", "A")


@dataclass(frozen=True, slots=True)
class Phrase:
    """`label` names the material, `turn` counts how often it came before; start in beats."""

    label: str
    turn: int
    start: float
    bars: int
    energy: float
    last: bool = False


def ending_beat(duration: float, tempo: float) -> float:
    """The beat of the final chord: late, on a half-bar, with time left for it to ring out."""
    ring = min(3.0 if tempo > SLOW_TEMPO else 1.8, max(1.2, 0.15 * duration))
    beats = (duration - ring) * tempo / 60
    half_bar = BEATS_PER_BAR / 2
    return max(0.0, half_bar * (beats // half_bar))


def plan(ending: float) -> tuple[Phrase, ...]:
    """Phrases that fill all bars before the final chord; the last bar may be a half one."""
    bars = int(-(-ending // BEATS_PER_BAR))
    lengths = _phrase_lengths(bars)
    phrases: list[Phrase] = []
    turns: dict[str, int] = {}
    start = 0
    for index, (label, length) in enumerate(lengths):
        last = index == len(lengths) - 1
        lift = 0.1 if last and len(lengths) > 2 and label != "C" else 0.04 * min(3, turns.get(label, 0))
        phrases.append(
            Phrase(label, turns.get(label, 0), float(start * BEATS_PER_BAR), length,
                   min(1.0, ENERGIES[label] + lift), last)
        )  # fmt: skip
        turns[label] = turns.get(label, 0) + 1
        start += length
    return tuple(phrases)


def _phrase_lengths(bars: int) -> list[tuple[str, int]]:
    if bars < PHRASE_BARS:
        return [("A", bars)] if bars else []
    rest = bars % PHRASE_BARS
    intro = {0: 0, 1: 1, 2: 2, 3: 1}[rest]
    if rest == 0 and bars >= MIN_BARS_FOR_LONG_INTRO:
        intro = PHRASE_BARS
    tag = 2 if rest == 3 else 0
    count = (bars - intro - tag) // PHRASE_BARS
    labels = [CYCLE[index % len(CYCLE)] for index in range(count)]
    if labels[-1] == "C":
        labels[-1] = "A"
    lengths = [(label, PHRASE_BARS) for label in labels]
    return [("intro", intro)] * (intro > 0) + lengths + [("tag", tag)] * (tag > 0)
