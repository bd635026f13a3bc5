"""From a brief and a seed to a score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reprise.songs.engines.composer.accompaniment import SUSTAINING, write_chords, write_pad
from reprise.songs.engines.composer.arrangement import by_section, resting
from reprise.songs.engines.composer.bassline import write_bass
from reprise.songs.engines.composer.brief import Brief, tonic_of
from reprise.songs.engines.composer.character import Character, character
from reprise.songs.engines.composer.drumming import grooves_for, write_drums
from reprise.songs.engines.composer.ensemble import Part, allocate
from reprise.songs.engines.composer.form import Phrase, ending_beat, plan
from reprise.songs.engines.composer.harmony import Chord, harmonise
from reprise.songs.engines.composer.keys import Key
from reprise.songs.engines.composer.melody import line_starts, write_counter, write_melody
from reprise.songs.engines.composer.performance import perform
from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.score import BEATS_PER_BAR, Note, Score, Track

MELODY_CENTRES = {
    "cello": 52, "brass": 67, "guitar": 69, "electric guitar": 69, "clarinet": 69, "choir": 67, "piano": 73,
    "bells": 79, "flute": 76,
}  # fmt: skip
USUAL_MELODY_CENTRE = 73
DYING_AWAY = {
    "marimba", "drums", "percussion", "bass", "upright bass", "bells", "guitar", "electric guitar", "harp",
    "synth",
}  # fmt: skip
ECHO_BEATS = 2.0
ACTIVITY_SPREAD = 0.15
LIVELY_ALONE = 0.5
"""The least activity of a melody that nobody accompanies: it has to carry the beat too."""


DOUBLED_BELOW = 66.0
"""Beats a minute under which instruments that die away play twice as many notes."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all parts of a piece have in common. Ending and length are beats."""

    style: str
    character: Character
    key: Key
    tempo: float
    ending: float
    length: float
    phrases: tuple[Phrase, ...]
    chords: tuple[Chord, ...]
    parts: tuple[Part, ...]
    rests: tuple[frozenset[str], ...]
    seed: int

    def has(self, role: str) -> bool:
        """Whether any part plays this role."""
        return any(part.role == role for part in self.parts)

    @property
    def dies_away(self) -> bool:
        """Whether no part can hold a note for long, so that pauses would be silent."""
        return _dies_away(self.parts)

    def playing(self, role: str) -> tuple[Phrase, ...]:
        """The phrases in which a role does not rest."""
        return tuple(
            phrase for phrase, rest in zip(self.phrases, self.rests, strict=True) if role not in rest
        )


def compose(
    brief: Brief,
    duration: float,
    deltas: Mapping[str, float],
    seed: int,
    on_part: Callable[[], None] = lambda: None,
) -> Score:
    """A score of `duration` seconds; deltas are −1…1 by name; `on_part` is called before each part."""
    feel = character(brief, deltas)
    parts = allocate(brief.primary, brief.secondary)
    pace = 2 if _dies_away(parts) and feel.tempo < DOUBLED_BELOW else 1
    frame = _frame(brief, parts, duration, feel, pace, _own_seed(seed, brief.style))
    tracks = []
    for part in frame.parts:
        on_part()
        notes = _echoed(_rested(_write(part, frame), part, frame), frame)
        played = _slowed(_played(notes, part, frame), pace)
        tracks.append(Track(part.role, part.instrument, played))
    return Score(feel.tempo, frame.key, frame.length / pace, frame.ending / pace, tuple(tracks))


def _own_seed(seed: int, style: str) -> int:
    """A seed for each style, so that one seed does not write one melody for all prompts."""
    return int(stream(seed, style).integers(2**63))


def _dies_away(parts: Sequence[Part]) -> bool:
    return all(part.instrument in DYING_AWAY for part in parts)


def _slowed(notes: tuple[Note, ...], pace: int) -> tuple[Note, ...]:
    if pace == 1:
        return notes
    return tuple(replace(note, start=note.start / pace, length=note.length / pace) for note in notes)


def _frame(
    brief: Brief, parts: tuple[Part, ...], duration: float, feel: Character, pace: int, seed: int
) -> Frame:
    key = replace(tonic_of(brief, int(stream(seed, "key").integers(12))), mode=feel.mode)
    tempo = feel.tempo * pace
    length = duration * tempo / 60
    ending = ending_beat(duration, tempo)
    style = feel.style
    phrases = plan(ending, ending_beat(duration, brief.tempo * pace), style.form, seed)
    chords = harmonise(key, phrases, ending, length, style.idiom, seed)
    roles = [part.role for part in parts]
    rests = [frozenset[str]()] * len(phrases) if _dies_away(parts) else resting(phrases, roles, seed)
    return Frame(brief.style, feel, key, tempo, ending, length, phrases, chords, parts, tuple(rests), seed)


def _write(part: Part, frame: Frame) -> list[Note]:
    style, density, seed = frame.character.style, frame.character.density, frame.seed
    if frame.dies_away:
        density = max(density, 0.0)
    if part.role == "drums":
        grooves = by_section(grooves_for(style.drums, part.instrument), "drums", seed)
        return write_drums(frame.playing("drums"), frame.ending, grooves, density, seed)
    if part.role == "bass":
        return write_bass(frame.chords, by_section(style.bass, "bass", seed), density, seed)
    if part.role == "chords":
        options = ("held",) if part.instrument in SUSTAINING else style.chords
        return write_chords(
            frame.chords, by_section(options, "chords", seed), density, not frame.has("bass"), seed
        )
    if part.role == "pad":
        return write_pad(frame.chords, {phrase.start for phrase in frame.phrases}, seed)
    centre = MELODY_CENTRES.get(part.instrument, USUAL_MELODY_CENTRE) + frame.character.register
    if part.role == "counter":
        return write_counter(frame.chords, centre - 7, seed)
    return _melody(frame, centre)


def _rested(notes: Sequence[Note], part: Part, frame: Frame) -> list[Note]:
    """Only the notes of phrases in which the part plays, and of the ending."""
    resting_at = [
        (phrase.start, phrase.start + phrase.bars * BEATS_PER_BAR)
        for phrase, rest in zip(frame.phrases, frame.rests, strict=True)
        if part.role in rest
    ]
    return [
        note
        for note in notes
        if note.start >= frame.ending or not any(start <= note.start < end for start, end in resting_at)
    ]


def _melody(frame: Frame, centre: float) -> list[Note]:
    taste = float(stream(frame.seed, "activity").uniform(-ACTIVITY_SPREAD, ACTIVITY_SPREAD))
    activity = min(1.0, max(0.0, frame.character.style.activity + taste + 0.35 * frame.character.density))
    alone = not any(frame.has(role) for role in ("chords", "pad"))
    if alone:
        activity = max(activity, LIVELY_ALONE)
    phrases = frame.phrases if alone else frame.playing("melody")
    notes = write_melody(phrases, frame.chords, activity, centre, alone, frame.seed)
    notes = _shifted(notes, line_starts(phrases), frame.character.octaves, frame.seed)
    return _legato(notes) if alone else notes


def _shifted(notes: Sequence[Note], starts: Sequence[float], octaves: float, seed: int) -> list[Note]:
    """So many of the melody's lines, by share, an octave higher (or lower); at ±1 all and the last note."""
    order = stream(seed, "register").permutation(max(1, len(starts))).tolist()
    chosen = round(abs(octaves) * len(starts))
    sign = 1 if octaves > 0 else -1
    moved = []
    for note in notes:
        line = max(0, sum(start <= note.start for start in starts) - 1)
        moved.append(replace(note, pitch=note.pitch + 12 * sign * (order[line] < chosen)))
    return moved


def _legato(notes: Sequence[Note]) -> list[Note]:
    """Every note held until the next, so that a lone voice leaves no holes."""
    following = [*[note.start for note in notes[1:]], notes[-1].start + notes[-1].length]
    return [replace(note, length=end - note.start) for note, end in zip(notes, following, strict=True)]


def _echoed(notes: Sequence[Note], frame: Frame) -> list[Note]:
    """Instruments that all die away strike the last chord again, ever more softly, while it rings."""
    if not frame.dies_away:
        return list(notes)
    last = [note for note in notes if note.start >= frame.ending]
    echoes = int((frame.length - frame.ending - ECHO_BEATS) // ECHO_BEATS)
    return [
        *notes,
        *(
            replace(
                note,
                start=note.start + ECHO_BEATS * turn,
                length=ECHO_BEATS,
                velocity=note.velocity * 0.8**turn,
            )
            for turn in range(1, echoes + 1)
            for note in last
        ),
    ]


def _played(notes: Sequence[Note], part: Part, frame: Frame) -> tuple[Note, ...]:
    feel = frame.character
    shaped = [replace(note, velocity=note.velocity * _energy(note.start, part, frame)) for note in notes]
    return perform(shaped, part.role, frame.style, frame.tempo, feel.swing, feel.dynamics, frame.seed)


def _energy(beat: float, part: Part, frame: Frame) -> float:
    phrase = next((phrase for phrase in reversed(frame.phrases) if phrase.start <= beat), None)
    if phrase is None or beat >= frame.ending:
        return 0.95
    return 0.86 + 0.22 * (phrase.energy - 0.4) * (0.5 if part.role == "drums" else 1.0)
