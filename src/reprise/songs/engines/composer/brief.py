"""The brief a score is written from: text and attributes in one, with nothing left open but the tonic."""

from __future__ import annotations

from dataclasses import dataclass

from reprise.songs.engines.composer.ensemble import complete
from reprise.songs.engines.composer.keys import COMMON_TONICS, Key, parse_key
from reprise.songs.engines.composer.reading import MAX_TEMPO, MIN_TEMPO, Reading, read
from reprise.songs.engines.composer.styles import MOODS, STYLES
from reprise.songs.engines.composer.vocabulary import canonical_instrument
from reprise.songs.engines.protocol import Attributes


@dataclass(frozen=True, slots=True)
class Brief:
    """What to compose. Without a `tonic` the seed chooses one. Tempo is in beats a minute."""

    style: str
    moods: tuple[str, ...]
    tempo: float
    tonic: str | None
    mode: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    excluded: tuple[str, ...] = ()

    def __str__(self) -> str:
        key = f"{self.tonic} {self.mode}" if self.tonic else self.mode
        facts = [self.style, *self.moods, f"{self.tempo:g} bpm", key]
        facts.extend(f"no {name}" for name in self.excluded)
        instruments = " and ".join(self.primary) + "; " + " and ".join(self.secondary)
        return ", ".join([*facts, instruments]).strip().removesuffix(";") + (
            "" if self.secondary else ", solo" if len(self.primary) == 1 else ";"
        )


def brief(text: str, attributes: Attributes) -> tuple[Brief, tuple[str, ...]]:
    """The brief of a prompt and the words of it that had no effect; attributes win over the text."""
    reading = read(text)
    _override(reading, attributes)
    style = reading.style or _fitting_style(reading)
    tempo = reading.tempo or _usual_tempo(style, reading)
    primary, secondary = _instruments(style, reading)
    made = Brief(
        style,
        tuple(reading.moods),
        tempo,
        reading.key.tonic if reading.key else None,
        reading.key.mode if reading.key else reading.mode or _usual_mode(style, reading.moods),
        primary,
        secondary,
        tuple(dict.fromkeys(name for name in reading.excluded if name not in primary + secondary)),
    )
    return made, tuple(reading.not_understood)


def _override(reading: Reading, attributes: Attributes) -> None:
    if attributes.style:
        reading.style = _fact(attributes.style, reading).style or reading.style
    if attributes.mood:
        reading.moods = _fact(attributes.mood, reading).moods or reading.moods
    if attributes.tempo:
        reading.tempo = min(MAX_TEMPO, max(MIN_TEMPO, attributes.tempo))
    if attributes.key:
        _override_key(reading, attributes.key)
    if attributes.instruments_primary or attributes.instruments_secondary:
        reading.primary = _named(attributes.instruments_primary, reading)
        second = _named(attributes.instruments_secondary, reading)
        reading.secondary = [name for name in second if name not in reading.primary]


def _fact(text: str, reading: Reading) -> Reading:
    found = read(text)
    for word in found.not_understood:
        reading.miss(word)
    return found


def _override_key(reading: Reading, text: str) -> None:
    if key := parse_key(text):
        reading.key = key
    else:
        reading.miss(text)


def _named(names: tuple[str, ...], reading: Reading) -> list[str]:
    found: dict[str, None] = {}
    for name in names:
        if known := canonical_instrument(name):
            found[known] = None
        else:
            reading.miss(name)
    return list(found)


_STYLE_HINTS = (
    ({"brass", "choir"}, "cinematic"),
    ({"synth bass", "synth lead", "synth"}, "house"),
    ({"electric guitar"}, "rock"),
    ({"drums", "bass"}, "pop"),
    ({"upright bass", "vibraphone"}, "jazz"),
    ({"electric piano"}, "lo-fi"),
    ({"guitar"}, "folk"),
    ({"pad", "bells"}, "ambient"),
    ({"strings", "violin", "cello", "flute", "clarinet", "harp", "organ", "marimba"}, "classical"),
    ({"piano"}, "ballad"),
)
_MOOD_STYLES = {
    "epic": "cinematic",
    "tense": "cinematic",
    "dark": "cinematic",
    "mysterious": "ambient",
    "calm": "ambient",
    "dreamy": "ambient",
    "sad": "ballad",
    "romantic": "ballad",
    "nostalgic": "lo-fi",
    "aggressive": "rock",
}


def _fitting_style(reading: Reading) -> str:
    for instruments, style in _STYLE_HINTS:
        if instruments.intersection([*reading.primary, *reading.secondary]):
            return style
    return next((_MOOD_STYLES[mood] for mood in reading.moods if mood in _MOOD_STYLES), "pop")


def _usual_tempo(style: str, reading: Reading) -> float:
    factor = reading.tempo_factor
    if factor is None:
        factor = 1.0
        for mood in reading.moods:
            factor *= MOODS[mood].tempo ** (1 / len(reading.moods))
    return float(round(min(180.0, max(45.0, STYLES[style].tempo * factor))))


def _usual_mode(style: str, moods: list[str]) -> str:
    for mood in moods:
        if (minor := MOODS[mood].minor) is not None:
            return "minor" if minor else "major"
    return STYLES[style].mode


def _instruments(style: str, reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    excluded = set(reading.excluded)
    if "drums" in excluded:
        excluded.add("percussion")
    named = [name for name in reading.primary if name not in excluded]
    beside = [name for name in reading.secondary if name not in excluded]
    band = STYLES[style].band
    if not named and not beside:
        playing = dict.fromkeys(name for role, name in band if not excluded.intersection((role, name)))
        whole = tuple(playing) or ("pad",)
        return whole[:2], whole[2:]
    if not reading.complete:
        beside.extend(complete([*named, *beside], band, sorted(excluded)))
    return tuple(named or beside), tuple(beside if named else ())


def tonic_of(made: Brief, choice: int) -> Key:
    """The key of the brief; `choice` (0–11) picks the tonic where the prompt left it open."""
    return Key(made.tonic or COMMON_TONICS[choice % len(COMMON_TONICS)], made.mode)
