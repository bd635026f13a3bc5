"""The notes themselves: key, tempo, form and what the deltas do to them."""

from collections.abc import Mapping
from itertools import pairwise
from statistics import fmean

import pytest

from reprise.songs.engines.composer.brief import brief
from reprise.songs.engines.composer.compose import compose
from reprise.songs.engines.composer.harmony import chord_on, voice
from reprise.songs.engines.composer.idioms import Idiom
from reprise.songs.engines.composer.keys import Key
from reprise.songs.engines.composer.score import Note, Score
from reprise.songs.engines.composer.specification import DELTAS
from reprise.songs.engines.composer.styles import STYLES as STYLE_RULES
from reprise.songs.engines.composer.vocabulary import INSTRUMENTS, STYLES
from reprise.songs.engines.protocol import Attributes


def score(text: str, duration: float = 30, seed: int = 1, deltas: Mapping[str, float] | None = None) -> Score:
    made, _ = brief(text, Attributes())
    return compose(made, duration, dict.fromkeys(DELTAS, 0.0) | dict(deltas or {}), seed)


def notes_of(made: Score, role: str) -> tuple[Note, ...]:
    return next(track.notes for track in made.tracks if track.role == role)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("key", ["D minor", "F# major", "A dorian", "C lydian", "G mixolydian", "E phrygian"])
def test_all_notes_are_in_the_key_but_those_that_the_style_names(style: str, key: str) -> None:
    for seed in range(4):
        made = score(f"{style} in {key}", seed=seed)
        outside = STYLE_RULES[style].idiom.outside(made.key.mode)
        allowed = {*made.key.scale, *((made.key.pitch_class + step) % 12 for step in outside)}
        assert str(made.key) == key
        assert {note.pitch % 12 for note in made.pitched_notes()} <= allowed


def test_few_styles_leave_the_key_and_say_how() -> None:
    """The raised leading tone of a minor key, and the blue third and seventh of a major one."""
    for rules in STYLE_RULES.values():
        assert rules.idiom.outside("minor") in ((), (11,))
        assert rules.idiom.outside("major") == ((3, 10) if rules is STYLE_RULES["blues"] else ())
        assert not any(rules.idiom.outside(mode) for mode in ("dorian", "lydian", "mixolydian", "phrygian"))


@pytest.mark.parametrize("style", STYLES)
def test_the_piece_begins_and_ends_on_time(style: str) -> None:
    for duration in (1, 2.5, 7.3, 30, 240):
        made = score(style, duration)
        everything = [note for track in made.tracks for note in track.notes]
        assert min(note.start for note in everything) * made.seconds_per_beat < 0.3
        assert made.length * made.seconds_per_beat == pytest.approx(duration)
        assert all(0 <= note.start <= made.length and note.length > 0 for note in everything)
        assert all(20 <= note.pitch <= 108 and 0 < note.velocity <= 1 for note in everything)
        assert all(track.notes for track in made.tracks)


@pytest.mark.parametrize("style", STYLES)
def test_the_last_chord_is_the_tonic(style: str) -> None:
    for seed in range(3):
        made = score(style, seed=seed)
        last = [note for note in made.pitched_notes() if note.start >= made.ending - 0.02 and note.length > 1]
        tonic_chord = {made.key.scale[degree] for degree in (0, 2, 4, 6)}
        if style == "blues":
            tonic_chord.add((made.key.pitch_class + 10) % 12)
        assert {note.pitch % 12 for note in last} <= tonic_chord
        assert notes_of(made, "melody")[-1].pitch % 12 == made.key.pitch_class
        if bass := [track.notes[-1] for track in made.tracks if track.role == "bass"]:
            assert bass[0].pitch % 12 == made.key.pitch_class


def test_seeds_make_different_pieces_and_names_of_keys_when_free() -> None:
    keys = {str(score("jazz", seed=seed).key) for seed in range(12)}
    melodies = {
        tuple(note.pitch - made.key.pitch_class for note in notes_of(made, "melody"))
        for made in (score("jazz in C major", seed=seed) for seed in range(12))
    }
    assert len(keys) >= 6
    assert len(melodies) == 12


def test_the_same_seed_makes_the_same_piece() -> None:
    assert score("funk", seed=9) == score("funk", seed=9)


def test_motif_returns() -> None:
    """The rhythm of the first phrase of a section comes back note for note when the section returns."""
    made = score("classical, 120 bpm", 60)
    onsets = sorted(round(note.start * 4) for note in notes_of(made, "melody"))
    bars = [tuple(onset % 16 for onset in onsets if onset // 16 == bar) for bar in range(28)]
    played = [bar for bar in bars if bar]
    assert len(set(played)) <= 0.6 * len(played)


def test_a_lone_voice_never_rests_on_one_note_for_long() -> None:
    notes = notes_of(score("solo flute", 240), "melody")
    assert max(note.length for note in notes[:-1]) <= 6
    assert max(after.start - note.start for note, after in pairwise(notes)) <= 6


def test_voices_move_little_between_chords() -> None:
    key = Key("C", "major")
    voicing = voice(chord_on(key, 0, 0, 4, Idiom("pop")).tones, (), 60)
    for degree in (3, 4, 5, 1, 4, 0):
        following = voice(chord_on(key, degree, 0, 4, Idiom("pop")).tones, voicing, 60)
        moves = [min(abs(new - old) for old in voicing) for new in following]
        assert max(moves) <= 4
        voicing = following


def test_tempo_is_exact_without_a_delta_and_moves_with_one() -> None:
    assert score("house at 121.5 bpm").tempo == 121.5
    assert score("house at 100 bpm", deltas={"tempo": 1}).tempo == pytest.approx(120)
    assert score("house at 100 bpm", deltas={"tempo": -0.5}).tempo == pytest.approx(90)


def test_mode_delta_darkens_and_brightens() -> None:
    modes = [score("in C major", deltas={"mode": delta}).key.mode for delta in (-1, -0.5, 0, 0.5, 1)]
    assert modes == ["dorian", "mixolydian", "major", "lydian", "lydian"]


def test_density_delta_changes_how_many_notes_there_are() -> None:
    counts = [
        sum(
            len(track.notes)
            for seed in range(3)
            for track in score("pop", 60, seed, {"density": delta}).tracks
        )
        for delta in (-1, 0, 1)
    ]
    assert counts[0] < 0.85 * counts[1] < 0.85 * 0.95 * counts[2]


def test_register_delta_moves_the_melody() -> None:
    low, middle, high = (
        fmean(note.pitch for note in notes_of(score("folk in C major", deltas={"register": delta}), "melody"))
        for delta in (-1, 0, 1)
    )
    assert low < middle - 8
    assert high > middle + 8


def test_swing_delta_delays_the_off_beats() -> None:
    def off_beat(delta: float) -> float:
        bass = notes_of(score("rock at 100 bpm", deltas={"swing": delta}), "bass")
        return fmean(note.start % 1 for note in bass if 0.4 < note.start % 1 < 0.8)

    assert off_beat(0) == pytest.approx(0.5, abs=0.02)
    assert off_beat(1) == pytest.approx(0.6, abs=0.02)


def test_dynamics_delta_widens_the_range_of_velocities() -> None:
    def span(delta: float) -> float:
        velocities = [note.velocity for note in notes_of(score("rock", deltas={"dynamics": delta}), "drums")]
        return max(velocities) - min(velocities)

    assert span(-1) < span(0) < span(1)


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_a_named_instrument_is_in_the_score_and_an_unwanted_one_is_not(instrument: str) -> None:
    assert instrument in {track.instrument for track in score(f"ballad with {instrument}").tracks}
    assert instrument not in {track.instrument for track in score(f"pop without {instrument}").tracks}
