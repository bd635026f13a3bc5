"""Who plays when: parts enter one after another, rest where the music is thin, and all play at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reprise.songs.engines.composer.form import Phrase
from reprise.songs.engines.composer.randomness import stream

INTROS: tuple[frozenset[str], ...] = (
    frozenset({"drums", "melody", "counter"}),
    frozenset({"drums", "bass", "melody", "counter"}),
    frozenset({"pad", "melody", "counter"}),
    frozenset({"drums", "pad", "melody", "counter"}),
)
BREAKS: tuple[frozenset[str], ...] = (
    frozenset({"drums"}), frozenset({"drums", "bass"}), frozenset({"bass", "pad"}), frozenset({"chords"}),
)  # fmt: skip
OPENINGS: tuple[frozenset[str], ...] = (
    frozenset({"counter"}), frozenset({"counter", "pad"}), frozenset({"counter", "drums"}),
)  # fmt: skip
"""Roles that rest in an intro, in a section C, and the first time of A."""


def resting(phrases: Sequence[Phrase], roles: Sequence[str], seed: int) -> list[frozenset[str]]:
    """The roles that rest in each phrase; harmony is always heard, and nobody rests in a short piece."""
    draws = stream(seed, "arrangement").integers(1000, size=3).tolist()
    everyone = frozenset(roles)
    rests = [_rest(phrase, len(phrases), draws) for phrase in phrases]
    return [_with_harmony(rest, everyone) for rest in rests]


def _rest(phrase: Phrase, count: int, draws: Sequence[int]) -> frozenset[str]:
    intro, thin, opening = draws
    before = INTROS[intro % len(INTROS)]
    if phrase.label == "intro":
        return before
    if count < 3 or phrase.last:
        return frozenset()
    if phrase.label == "C":
        return BREAKS[thin % len(BREAKS)]
    if phrase.label == "A" and phrase.turn == 0:
        # Whoever has played before does not leave again at once.
        return OPENINGS[opening % len(OPENINGS)] & (before | {"counter"})
    return frozenset()


def _with_harmony(rest: frozenset[str], everyone: frozenset[str]) -> frozenset[str]:
    """Fewer rests where they would leave no chords, or nothing but a melody."""
    playing = everyone - rest
    if playing & {"chords", "pad"}:
        return rest
    kept = rest - {"chords", "pad"}
    return kept if (everyone - kept) & {"chords", "pad"} else rest & {"counter"}


def by_section(options: Sequence[str], name: str, seed: int) -> Mapping[str, str]:
    """One of the options for each section; C returns to what A has."""
    order = stream(seed, f"manner {name}").permutation(len(options))
    first, second = options[order[0]], options[order[1 % len(order)]]
    return {"A": first, "B": second, "C": first}
