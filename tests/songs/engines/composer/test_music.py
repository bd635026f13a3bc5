"""What makes notes music: form, voice leading, cadences, a melody that returns and varies, human timing."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

import pytest

from reprise.songs.engines.composer.accompaniment import pad_voices
from reprise.songs.engines.composer.brief import brief
from reprise.songs.engines.composer.compose import compose
from reprise.songs.engines.composer.form import PHRASE_BARS, Phrase, ending_beat, plan
from reprise.songs.engines.composer.harmony import Chord, harmonise
from reprise.songs.engines.composer.idioms import CADENCES
from reprise.songs.engines.composer.keys import MODES, Key
from reprise.songs.engines.composer.melody import write_melody
from reprise.songs.engines.composer.performance import FURTHEST, TIMING_SECONDS, perform
from reprise.songs.engines.composer.score import BEATS_PER_BAR, Note, Score
from reprise.songs.engines.composer.specification import DELTAS
from reprise.songs.engines.composer.styles import STYLES
from reprise.songs.engines.protocol import Attributes

FOURTH = 5


def score(text: str, duration: float = 60, seed: int = 1, **deltas: float) -> Score:
    made, _ = brief(text, Attributes())
    return compose(made, duration, dict.fromkeys(DELTAS, 0.0) | deltas, seed)


def form(style: str, duration: float, seed: int) -> tuple[Phrase, ...]:
    ending = ending_beat(duration, STYLES[style].tempo)
    return plan(ending, ending, STYLES[style].form, seed)


def chords_of(style: str, mode: str, seed: int, duration: float = 60) -> tuple[Chord, ...]:
    rules = STYLES[style]
    ending = ending_beat(duration, rules.tempo)
    phrases = form(style, duration, seed)
    return harmonise(Key("C", mode), phrases, ending, duration * rules.tempo / 60, rules.idiom, seed)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("mode", MODES)
def test_pad_voices_leap_at_most_a_fourth(style: str, mode: str) -> None:
    for seed in range(5):
        for before, after in pairwise(pad_voices(chords_of(style, mode, seed), seed)):
            nearest = [min(abs(pitch - old) for old in before) for pitch in after]
            assert max(nearest) <= FOURTH
            if len(before) == len(after):
                assert max(abs(new - old) for new, old in zip(after, before, strict=True)) <= FOURTH


@pytest.mark.parametrize("style", sorted(set(STYLES) - {"techno"}))
@pytest.mark.parametrize("mode", MODES)
def test_the_last_chord_is_reached_by_a_cadence(style: str, mode: str) -> None:
    """Techno stands on one chord and needs none."""
    for seed in range(5):
        before, final = chords_of(style, mode, seed)[-2:]
        assert before.degree == CADENCES[mode]
        assert final.degree == 0


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("duration", [1, 4, 8, 20, 30, 61, 240])
def test_phrases_fill_the_time_before_the_ending(style: str, duration: float) -> None:
    for seed in range(4):
        phrases = form(style, duration, seed)
        ending = ending_beat(duration, STYLES[style].tempo)
        ends = [phrase.start + phrase.bars * BEATS_PER_BAR for phrase in phrases]
        assert [phrase.start for phrase in phrases] == [0.0, *ends][: len(phrases)]
        assert ([0.0, *ends][-1] - ending) in (0.0, BEATS_PER_BAR / 2)
        assert all(phrase.bars == PHRASE_BARS for phrase in phrases[1:-1])
        assert sum(phrase.last for phrase in phrases) == min(1, len(phrases))


def test_a_minute_has_an_intro_contrast_and_a_return() -> None:
    for style in STYLES:
        labels = [phrase.label for phrase in form(style, 90, 1)]
        assert {"A", "B"} <= set(labels)
        assert labels.count("A") >= 2
    energies = [phrase.energy for phrase in form("pop", 90, 1)]
    assert max(energies) - min(energies) > 0.25


def test_an_intro_waits_with_its_melody_and_everybody_ends() -> None:
    for seed in range(6):
        made = score("pop at 120 bpm", 47.5, seed)
        starts = {track.role: track.notes[0].start for track in made.tracks}
        assert starts["melody"] > 2 * BEATS_PER_BAR - 0.1
        assert min(starts.values()) < 0.5
        assert all(track.notes[-1].start >= made.ending - 0.1 for track in made.tracks)


def test_parts_rest_somewhere_but_never_the_harmony() -> None:
    silent_bars = 0
    for seed in range(6):
        made = score("pop at 120 bpm", 90, seed)
        bars = {
            role: {int(note.start // 4) + held for note in notes for held in range(int(note.length // 4) + 1)}
            for role, notes in ((track.role, track.notes) for track in made.tracks)
        }
        whole = set(range(int(made.ending // 4)))
        assert whole <= bars["chords"] | bars["pad"]
        silent_bars += len(whole - bars["drums"])
    assert silent_bars > 12


def shape(notes: Sequence[Note], phrase: Phrase) -> set[tuple[float, int]]:
    """Onsets in the first two bars of a phrase, each with the direction to the next note."""
    inside = [note for note in notes if 0 <= note.start - phrase.start < 2 * BEATS_PER_BAR]
    steps = [(b.pitch > a.pitch) - (b.pitch < a.pitch) for a, b in pairwise(inside)]
    return {(note.start - phrase.start, step) for note, step in zip(inside, [*steps, 0], strict=True)}


def likeness(first: set[tuple[float, int]], second: set[tuple[float, int]]) -> float:
    return len(first & second) / len(first | second)


@pytest.mark.parametrize("style", ["pop", "classical", "folk", "jazz", "lo-fi"])
def test_the_melody_returns_and_varies(style: str) -> None:
    """Two As are more alike than an A and a B, and yet no two phrases are the same."""
    returns, contrasts, differ = [], [], 0
    for seed in range(12):
        phrases = form(style, 90, seed)
        chords = chords_of(style, STYLES[style].mode, seed, 90)
        notes = write_melody(phrases, chords, STYLES[style].activity, 71, False, seed)
        of_a = [phrase for phrase in phrases if phrase.label == "A" and phrase.bars == PHRASE_BARS]
        of_b = [phrase for phrase in phrases if phrase.label == "B" and phrase.bars == PHRASE_BARS]
        returns.append(likeness(shape(notes, of_a[0]), shape(notes, of_a[1])))
        contrasts.append(likeness(shape(notes, of_a[0]), shape(notes, of_b[0])))
        bodies = [[n for n in notes if 0 <= n.start - p.start < 16] for p in of_a[:3]]
        differ += len({tuple((n.start % 16, n.pitch) for n in body) for body in bodies}) > 1
    assert fmean(returns) > 0.8
    assert fmean(contrasts) < 0.35
    assert differ >= 6


def test_players_are_human_within_bounds() -> None:
    written = [Note(beat / 2, 0.5, 60, 0.6) for beat in range(200)]
    for role, spread in TIMING_SECONDS.items():
        played = perform(written, role, "pop", 120, 0.0, 0.0, 5)
        late = [(after.start - before.start) * 0.5 for before, after in zip(written, played, strict=True)]
        late = late[1:]
        assert max(late) - min(late) <= 2 * FURTHEST * spread + 1e-9
        assert max(abs(moment) for moment in late) <= 0.035
        assert (len(set(late)) > 20) == (spread > 0)
        assert len({note.velocity for note in played}) > 20


def test_one_note_more_moves_no_other() -> None:
    """Chance belongs to places in the music, so a parameter never shuffles what it does not name."""
    written = [Note(float(beat), 1.0, 60 + beat % 5, 0.6) for beat in range(32)]
    alone = perform(written, "melody", "pop", 100, 0.0, 0.0, 5)
    among = perform([*written, Note(3.5, 0.5, 72, 0.6)], "melody", "pop", 100, 0.0, 0.0, 5)
    assert set(alone) <= set(among)


@pytest.mark.parametrize("name", sorted(set(DELTAS) - {"mode"}))
def test_a_nudge_keeps_the_composition(name: str) -> None:
    """A tenth on any parameter leaves nearly all chords and melody notes as they are."""
    for seed in range(4):
        plain, moved = score("folk in D major", 40, seed), score("folk in D major", 40, seed, **{name: 0.1})
        before, after = (
            {(round(n.start * 2), n.pitch % 12) for n in s.pitched_notes()} for s in (plain, moved)
        )
        assert len(before & after) > 0.8 * len(before)


def test_instruments_that_die_away_leave_no_gap_when_slow() -> None:
    for text in (
        "solo percussion, 40 bpm",
        "solo drums, 40 bpm",
        "solo marimba, 40 bpm",
        "solo harp, 42 bpm",
    ):
        made = score(text, 40, 3, density=-1.0)
        starts = sorted(note.start * made.seconds_per_beat for track in made.tracks for note in track.notes)
        inside = [start for start in starts if start <= made.ending * made.seconds_per_beat]
        assert max(after - before for before, after in pairwise(inside)) < 1.6
        assert made.tempo == float(text.split(", ")[1].split()[0])
