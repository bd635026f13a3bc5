"""What the composer reads out of a prompt."""

import pytest

from reprise.songs.engines.composer.brief import brief
from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.composer.ensemble import CAPABILITIES, allocate
from reprise.songs.engines.composer.keys import COMMON_TONICS, MODES
from reprise.songs.engines.composer.styles import MOODS as MOOD_EFFECTS
from reprise.songs.engines.composer.styles import STYLES as STYLE_RULES
from reprise.songs.engines.composer.vocabulary import (
    INSTRUMENTS,
    MOODS,
    STYLES,
    Key,
    canonical_instrument,
    parse_key,
)
from reprise.songs.engines.protocol import Attributes

COMPOSED = [
    ("slow sad piano in D minor, 60 bpm", "ballad, sad, 60 bpm, D minor, piano; pad"),
    ("lo-fi hip hop beats", "lo-fi, 78 bpm, minor, drums; electric piano and bass and pad"),
    ("upbeat funk with brass in Bb", "funk, energetic, 119 bpm, Bb major, brass; drums and bass and"
     " electric guitar and organ"),
    ("solo piano", "ballad, 72 bpm, major, piano, solo"),
    ("jazz in E dorian at 140 BPM", "jazz, 140 bpm, E dorian, piano and upright bass; drums and vibraphone"),
    ("Epic orchestral trailer, no drums", "cinematic, epic, 88 bpm, minor, no drums, strings and brass;"
     " harp and cello"),
    ("acoustic guitar without drums or bass", "folk, 108 bpm, major, no drums, no bass, guitar, solo"),
    ("a tune in a minor key", "pop, 108 bpm, minor, piano and synth lead; bass and drums and pad"),
    ("techno, not sad", "techno, 132 bpm, minor, drums and synth bass; synth and synth lead and pad"),
    ("no drums, cinematic", "cinematic, 84 bpm, minor, no drums, strings and brass; harp and cello"),
]  # fmt: skip


def composed(text: str, attributes: Attributes = Attributes()) -> str:
    return ComposerEngine().understand(text, attributes).composed_prompt


@pytest.mark.parametrize(("text", "expected"), COMPOSED)
def test_composed_prompt(text: str, expected: str) -> None:
    assert composed(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in COMPOSED] + [*STYLES, *MOODS, *INSTRUMENTS])
def test_reading_a_composed_prompt_again_changes_nothing(text: str) -> None:
    again = ComposerEngine().understand(composed(text), Attributes())
    assert again.composed_prompt == composed(text)
    assert again.not_understood == ()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("slow sad piano in D minor, 60 bpm", ()),
        ("deep house with female vocals", ("female", "vocals")),
        ("jazz about sunsets and sunsets with a kazoo", ("sunsets", "kazoo")),
        ("techno at 500 bpm", ("500 bpm",)),
        ("instrumental rock, no vocals", ()),
        ("rock and then jazz", ("then", "jazz")),
        ("ピアノ", ("ピアノ",)),
    ],
)
def test_words_without_effect_are_reported(text: str, unknown: tuple[str, ...]) -> None:
    assert ComposerEngine().understand(text, Attributes()).not_understood == unknown


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("D minor", Key("D", "minor")),
        ("F# major", Key("F#", "major")),
        ("f sharp minor", Key("F#", "minor")),
        ("Bb", Key("Bb", "major")),
        ("B", Key("B", "major")),
        ("E♭ maj", Key("Eb", "major")),
        ("c#m", Key("C#", "minor")),
        ("A dorian", Key("A", "dorian")),
        ("G Mixolydian", Key("G", "mixolydian")),
        ("H major", None),
        ("D sad", None),
        ("", None),
    ],
)
def test_parse_key(text: str, key: Key | None) -> None:
    assert parse_key(text) == key


@pytest.mark.parametrize("tonic", COMMON_TONICS)
@pytest.mark.parametrize("mode", MODES)
def test_every_key_is_found_in_a_sentence(tonic: str, mode: str) -> None:
    made, unknown = brief(f"something calm in {tonic} {mode} for strings", Attributes())
    assert (made.tonic, made.mode, unknown) == (tonic, mode, ())


@pytest.mark.parametrize(
    ("text", "tempo"),
    [("at 93 bpm", 93), ("tempo 120", 120), ("tempo of 66.5 bpm", 66.5), ("80 beats per minute", 80)],
)
def test_tempo_in_numbers(text: str, tempo: float) -> None:
    assert brief(text, Attributes())[0].tempo == tempo


def test_words_for_tempo_move_the_usual_one() -> None:
    tempos = [
        brief(f"{word} rock", Attributes())[0].tempo for word in ("very slow", "slow", "", "fast", "presto")
    ]
    assert tempos == sorted(tempos)
    assert len(set(tempos)) == 5


def test_attributes_win_over_text() -> None:
    attributes = Attributes(
        style="jazz", mood="happy", tempo=150, key="Eb major",
        instruments_primary=("flute", "harp"), instruments_secondary=("cello",),
    )  # fmt: skip
    text = composed("slow sad piano ballad in D minor, 60 bpm", attributes)
    assert text.startswith("jazz, happy, 150 bpm, Eb major, flute and harp; cello")
    assert "piano" not in text


def test_attributes_that_mean_nothing_are_reported() -> None:
    attributes = Attributes(style="vaporware", key="H moll", instruments_primary=("theremin",))
    assert ComposerEngine().understand("calm", attributes).not_understood == (
        "vaporware",
        "H moll",
        "theremin",
    )


def test_instruments_are_known_by_other_names() -> None:
    assert canonical_instrument("Rhodes") == "electric piano"
    assert canonical_instrument("violins") == "strings"
    assert canonical_instrument("Pianos") == "piano"
    assert canonical_instrument("vuvuzela") is None


def test_every_word_of_the_vocabulary_can_be_followed() -> None:
    assert set(STYLES) == set(STYLE_RULES)
    assert set(MOODS) == set(MOOD_EFFECTS)
    assert set(INSTRUMENTS) == set(CAPABILITIES)


def test_every_named_instrument_plays() -> None:
    parts = allocate(("piano", "guitar", "harp"), ("violin", "flute", "pad", "strings"))
    assert {part.instrument for part in parts} == {
        "piano",
        "guitar",
        "harp",
        "violin",
        "flute",
        "pad",
        "strings",
    }
    assert sum(part.role == "melody" for part in parts) == 1


ODD = [
    ("pop, no drums", "no drums", ()),
    ("pop without any piano", "no piano", ()),
    ("rock minus organ", "no organ", ()),
    ("jazz w/o drums", "no drums", ()),
    ("please don’t use drums, jazz", "no drums", ()),
    ("drum-free house", "no drums", ()),
    ("no-drums techno", "no drums", ()),
    ("jazz but not piano", "no piano", ()),
    ("acoustic guitars & fiddles", "guitar and violin", ()),
    ("two pianos", "piano", ()),
    ("LO-FI!!!", "lo-fi", ()),
    ("lo‑fi beats", "lo-fi", ()),
    ("hip—hop", "hip-hop", ()),
    ("string-quartet", "strings and cello", ()),
    ("synth-pop w/ marimbas", "marimba", ()),
    ("ｊａｚｚ", "jazz", ()),
    ("ja\u200bzz", "jazz", ()),
    ("jazz 🎷🔥", "jazz", ("🎷🔥",)),
    ("naïve café jazz", "jazz", ("naïve", "café")),
    ("blues, E, 66 bpm", "66 bpm, E major", ()),
    ("a waltz on a saxophone", "pop", ("waltz", "saxophone")),
    ("less drums", "drums", ("less",)),
    ("", "pop", ()),
    (" \n\t", "pop", ()),
]


@pytest.mark.parametrize(("text", "within", "unknown"), ODD)
def test_odd_ways_to_ask(text: str, within: str, unknown: tuple[str, ...]) -> None:
    understanding = ComposerEngine().understand(text, Attributes())
    assert within in understanding.composed_prompt
    assert understanding.not_understood == unknown


def test_a_very_long_prompt_is_read_to_its_end() -> None:
    text = "piano " * 300 + "and a blorb, " + "in D minor" + ", jazz" * 5
    understanding = ComposerEngine().understand(text, Attributes())
    assert understanding.composed_prompt.startswith("jazz, 126 bpm, D minor, piano;")
    assert understanding.not_understood == ("blorb",)


@pytest.mark.parametrize(
    ("word", "style"), [(word, style) for style, words in STYLES.items() for word in (style, *words)]
)
def test_every_word_for_a_style_is_followed(word: str, style: str) -> None:
    for made in (brief(f"some {word}", Attributes()), brief("something", Attributes(style=word))):
        assert made[0].style == style
        assert made[1] == ()


@pytest.mark.parametrize(
    ("word", "name"), [(word, name) for name, words in INSTRUMENTS.items() for word in (name, *words)]
)
def test_every_word_for_an_instrument_is_followed(word: str, name: str) -> None:
    told = brief(f"ballad with {word}", Attributes())
    chosen = brief("ballad", Attributes(instruments_primary=(word,)))
    for made, unknown in (told, chosen):
        assert name in made.primary
        assert unknown == ()


def test_styles_differ_in_what_they_play() -> None:
    """No two styles share tempo, mode, players and manners."""
    told = {
        (rules.tempo, rules.mode, rules.band, rules.chords, rules.bass, rules.drums)
        for rules in STYLE_RULES.values()
    }
    assert len(told) == len(STYLE_RULES) >= 12
    assert len(INSTRUMENTS) >= 20
