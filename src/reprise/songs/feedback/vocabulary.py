"""The words that feedback is put into: criteria, and the tags that everybody is offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Criterion = Literal[
    "overall", "melody", "rhythm", "harmony", "coherence", "creativity", "production", "prompt_match"
]
CRITERIA: Final[tuple[Criterion, ...]] = get_args(Criterion)

TAG_LENGTH: Final = 64
NOTES_LENGTH: Final = 4_000

TagGroup = Literal["melody", "rhythm", "harmony", "sound", "structure", "mood", "fit"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that everybody is offered; `name` is what is stored, `label` what is shown."""

    name: str
    label: str
    group: TagGroup


VOCABULARY: Final[tuple[Tag, ...]] = (
    Tag("good_melody", "Good melody", "melody"),
    Tag("catchy", "Catchy", "melody"),
    Tag("weak_melody", "Weak melody", "melody"),
    Tag("good_rhythm", "Good rhythm", "rhythm"),
    Tag("groovy", "Groovy", "rhythm"),
    Tag("unsteady_rhythm", "Unsteady rhythm", "rhythm"),
    Tag("good_harmony", "Good harmony", "harmony"),
    Tag("surprising_chords", "Surprising chords", "harmony"),
    Tag("dissonant", "Dissonant", "harmony"),
    Tag("good_sound", "Good sound", "sound"),
    Tag("balanced_mix", "Balanced mix", "sound"),
    Tag("muddy", "Muddy", "sound"),
    Tag("harsh", "Harsh", "sound"),
    Tag("artifacts", "Artifacts", "sound"),
    Tag("creative", "Creative", "structure"),
    Tag("good_build_up", "Good build-up", "structure"),
    Tag("repetitive", "Repetitive", "structure"),
    Tag("aimless", "Aimless", "structure"),
    Tag("abrupt_ending", "Abrupt ending", "structure"),
    Tag("emotional", "Emotional", "mood"),
    Tag("energetic", "Energetic", "mood"),
    Tag("calming", "Calming", "mood"),
    Tag("dull", "Dull", "mood"),
    Tag("fits_prompt", "Fits the prompt", "fit"),
    Tag("wrong_style", "Wrong style", "fit"),
    Tag("wrong_tempo", "Wrong tempo", "fit"),
    Tag("wrong_instruments", "Wrong instruments", "fit"),
)


def normalised(tag: str) -> str:
    """A free tag as it is stored: lower case, single `_` for spaces, nothing around it."""
    return "_".join(tag.lower().split())
