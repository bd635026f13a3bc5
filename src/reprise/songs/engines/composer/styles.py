"""What styles and moods mean in music. Sources: common practice of each genre, chosen by ear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reprise.songs.engines.composer.idioms import Idiom


@dataclass(frozen=True, slots=True)
class Style:
    """How a style is usually played. `band` lists (role, instrument) in order of importance.

    `tempo` is in beats a minute, `swing` is the share of a beat an off-beat comes late (0–0.33), `reverb`
    the send level 0–1, `activity` the notes of a melody from sparse 0 to busy 1, `pumping` how far kicks duck
    the rest, `balance` dB on single roles. `chords`, `bass` and `drums` name manners of playing, of which
    each section of a piece takes one. `form` is the order of sections, open where it is empty.
    """

    tempo: float
    mode: str
    band: tuple[tuple[str, str], ...]
    idiom: Idiom
    chords: tuple[str, ...]
    bass: tuple[str, ...]
    drums: tuple[str, ...] = ()
    activity: float = 0.5
    swing: float = 0.0
    reverb: float = 0.3
    pumping: float = 0.0
    form: tuple[str, ...] = ()
    balance: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mood:
    """A pull on the neutral reading of a style; numbers are in the units of the engine's parameters."""

    tempo: float = 1.0
    minor: bool | None = None
    density: float = 0.0
    brightness: float = 0.0
    register: float = 0.0
    dynamics: float = 0.0
    reverb: float = 0.0


STYLES: Mapping[str, Style] = {
    "ambient": Style(
        70, "major", (("pad", "pad"), ("melody", "bells"), ("chords", "harp")),
        Idiom("floating", sevenths=True), ("sparse", "rolled"), ("drone",), activity=0.15, reverb=0.75,
        balance={"pad": 6.0, "melody": -2.0},
    ),
    "ballad": Style(
        72, "major", (("chords", "piano"), ("melody", "piano"), ("pad", "pad")),
        Idiom("pop", leading_tone=True), ("broken", "arch", "rolled"), ("whole", "half"), activity=0.4,
        reverb=0.42,
    ),
    "lo-fi": Style(
        78, "minor",
        (("chords", "electric piano"), ("melody", "vibraphone"), ("bass", "bass"), ("drums", "drums"),
         ("pad", "pad")),
        Idiom("jazz", sevenths=True, leading_tone=True), ("lazy", "late"), ("lazy", "half", "sub"),
        ("boom bap", "dusty"), activity=0.4, swing=0.2, reverb=0.3, pumping=0.15,
    ),
    "house": Style(
        124, "minor",
        (("drums", "drums"), ("bass", "synth bass"), ("chords", "synth"), ("pad", "pad"),
         ("melody", "synth lead")),
        Idiom("loop", sevenths=True), ("stabs", "dotted", "offbeats"), ("offbeat", "bounce"),
        ("house", "disco"), activity=0.5, reverb=0.25, pumping=0.6, balance={"drums": 1.0, "melody": -2.0},
    ),
    "techno": Style(
        132, "minor",
        (("drums", "drums"), ("bass", "synth bass"), ("chords", "synth"), ("melody", "synth lead"),
         ("pad", "pad")),
        Idiom("static"), ("pulse", "sequence", "dotted"), ("sixteenths", "offbeat", "bounce"),
        ("techno", "techno broken"), activity=0.35, reverb=0.28, pumping=0.6,
        balance={"drums": 1.0, "melody": -3.0},
    ),
    "rock": Style(
        128, "major",
        (("drums", "drums"), ("bass", "bass"), ("chords", "electric guitar"), ("melody", "electric guitar"),
         ("pad", "organ")),
        Idiom("rock"), ("eighths", "power"), ("eighths", "drive"), ("rock", "rock ride"), activity=0.55,
        reverb=0.18,
    ),
    "jazz": Style(
        126, "major",
        (("chords", "piano"), ("bass", "upright bass"), ("drums", "drums"), ("melody", "vibraphone")),
        Idiom("jazz", sevenths=True, leading_tone=True), ("comping", "charleston"), ("walking",),
        ("jazz", "jazz two"), activity=0.65, swing=0.3, reverb=0.22, balance={"bass": -1.5},
    ),
    "classical": Style(
        104, "major",
        (("chords", "piano"), ("melody", "violin"), ("pad", "strings"), ("bass", "cello")),
        Idiom("classical", leading_tone=True), ("alberti", "broken", "chorale"), ("half", "dotted"),
        activity=0.6, reverb=0.4,
    ),
    "folk": Style(
        108, "major",
        (("chords", "guitar"), ("melody", "flute"), ("bass", "upright bass")),
        Idiom("folk", leading_tone=True), ("picking", "strum"), ("root fifth", "dotted"), activity=0.55,
        reverb=0.24,
    ),
    "hip-hop": Style(
        88, "minor",
        (("drums", "drums"), ("bass", "synth bass"), ("chords", "electric piano"), ("melody", "bells"),
         ("pad", "pad")),
        Idiom("loop", sevenths=True), ("lazy", "late", "offbeats"), ("lazy", "sub"),
        ("boom bap", "trap", "dusty"), activity=0.35, swing=0.12, reverb=0.22, pumping=0.2,
        balance={"melody": -2.5},
    ),
    "funk": Style(
        106, "dorian",
        (("drums", "drums"), ("bass", "bass"), ("chords", "electric guitar"), ("melody", "brass"),
         ("pad", "organ")),
        Idiom("vamp", sevenths=True), ("scratch", "chank"), ("syncopated", "on the one"),
        ("funk", "funk linear"), activity=0.55, swing=0.06, reverb=0.14,
    ),
    "cinematic": Style(
        84, "minor",
        (("pad", "strings"), ("melody", "brass"), ("chords", "harp"), ("bass", "cello"),
         ("drums", "percussion")),
        Idiom("cinematic", leading_tone=True), ("broken", "ostinato", "arch"), ("whole", "pedal"),
        ("cinematic", "march"), activity=0.35, reverb=0.55, balance={"pad": 5.0, "drums": 1.0, "bass": 2.0},
    ),
    "pop": Style(
        108, "major",
        (("chords", "piano"), ("melody", "synth lead"), ("bass", "bass"), ("drums", "drums"),
         ("pad", "pad")),
        Idiom("pop", leading_tone=True), ("push", "strum", "eighths"), ("eighths", "anchor"),
        ("pop", "pop floor"), activity=0.5, reverb=0.24,
    ),
    "bossa nova": Style(
        128, "major",
        (("chords", "guitar"), ("melody", "flute"), ("bass", "upright bass"), ("drums", "drums")),
        Idiom("jazz", sevenths=True, leading_tone=True), ("bossa", "partido"), ("bossa",),
        ("bossa", "bossa light"), activity=0.5, reverb=0.22,
    ),
    "reggae": Style(
        76, "major",
        (("drums", "drums"), ("bass", "bass"), ("chords", "electric guitar"), ("melody", "brass"),
         ("pad", "organ")),
        Idiom("vamp"), ("skank", "offbeats"), ("reggae", "dub"), ("one drop", "steppers"), activity=0.45,
        swing=0.1, reverb=0.32, balance={"bass": 2.0},
    ),
    "blues": Style(
        96, "major",
        (("chords", "piano"), ("melody", "electric guitar"), ("bass", "bass"), ("drums", "drums"),
         ("pad", "organ")),
        Idiom("blues", blue=True), ("shuffle", "charleston"), ("boogie", "walking"),
        ("shuffle", "slow shuffle"), activity=0.5, swing=0.3, reverb=0.2, form=("A", "A", "B"),
        balance={"pad": -3.0},
    ),
}  # fmt: skip

MOODS: Mapping[str, Mood] = {
    "happy": Mood(1.06, False, 0.2, 0.3, 0.2, 0.1),
    "sad": Mood(0.88, True, -0.3, -0.4, -0.2, -0.2, 0.2),
    "calm": Mood(0.85, None, -0.4, -0.4, 0.0, -0.4, 0.3),
    "dark": Mood(0.95, True, -0.1, -0.6, -0.5, 0.1, 0.2),
    "tense": Mood(1.05, True, 0.3, -0.1, 0.0, 0.4),
    "epic": Mood(1.05, None, 0.2, 0.2, 0.1, 0.6, 0.3),
    "romantic": Mood(0.92, None, -0.1, -0.2, 0.0, 0.2, 0.2),
    "dreamy": Mood(0.9, None, -0.2, -0.1, 0.3, -0.2, 0.5),
    "energetic": Mood(1.12, None, 0.5, 0.3, 0.1, 0.4),
    "mysterious": Mood(0.92, True, -0.3, -0.3, 0.1, 0.0, 0.4),
    "hopeful": Mood(1.02, False, 0.1, 0.2, 0.2, 0.2, 0.1),
    "playful": Mood(1.1, False, 0.3, 0.2, 0.4, 0.1, -0.1),
    "nostalgic": Mood(0.94, None, -0.1, -0.4, 0.0, -0.1, 0.2),
    "aggressive": Mood(1.1, True, 0.4, 0.3, -0.3, 0.5, -0.2),
}
