"""From a brief and a seed to a score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reprise.songs.engines.composer.accompaniment import SUSTAINING, write_chords, write_pad
from reprise.songs.engines.composer.bassline import write_bass
from reprise.songs.engines.composer.brief import Brief, tonic_of
from reprise.songs.engines.composer.character import Character, character
from reprise.songs.engines.composer.drumming import groove_for, write_drums
from reprise.songs.engines.composer.ensemble import Part, allocate
from reprise.songs.engines.composer.form import Phrase, ending_beat, plan
from reprise.songs.engines.composer.harmony import Chord, harmonise
from reprise.songs.engines.composer.keys import Key
from reprise.songs.engines.composer.melody import write_counter, write_melody
from reprise.songs.engines.composer.performance import perform
from reprise.songs.engines.composer.randomness import stream
from reprise.songs.engines.composer.score import Note, Score, Track

MELODY_CENTRES = {
    "cello": 52, "brass": 64, "guitar": 66, "electric guitar": 65, "clarinet": 66, "choir": 67, "piano": 73,
    "bells": 79, "flute": 76,
}  # fmt: skip
USUAL_MELODY_CENTRE = 71
DYING_AWAY = {
    "marimba", "drums", "percussion", "bass", "upright bass", "bells", "guitar", "electric guitar", "harp",
    "synth",
}  # fmt: skip
ECHO_BEATS = 2.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What all parts of a piece have in common. Ending and length are beats."""

    style: str
    character: Character
    key: Key
    ending: float
    length: float
    phrases: tuple[Phrase, ...]
    chords: tuple[Chord, ...]
    parts: tuple[Part, ...]
    seed: int

    def has(self, role: str) -> bool:
        """Whether any part plays this role."""
        return any(part.role == role for part in self.parts)

    @property
    def dies_away(self) -> bool:
        """Whether no part can hold a note for long, so that pauses would be silent."""
        return all(part.instrument in DYING_AWAY for part in self.parts)


def compose(
    brief: Brief,
    duration: float,
    deltas: Mapping[str, float],
    seed: int,
    on_part: Callable[[], None] = lambda: None,
) -> Score:
    """A score of `duration` seconds; deltas are −1…1 by name; `on_part` is called before each part."""
    frame = _frame(brief, duration, character(brief, deltas), seed)
    tracks = []
    for part in frame.parts:
        on_part()
        notes = _echoed(_write(part, frame), frame)
        tracks.append(Track(part.role, part.instrument, _played(notes, part, frame)))
    return Score(frame.character.tempo, frame.key, frame.length, frame.ending, tuple(tracks))


def _frame(brief: Brief, duration: float, feel: Character, seed: int) -> Frame:
    key = replace(tonic_of(brief, int(stream(seed, "key").integers(12))), mode=feel.mode)
    length = duration * feel.tempo / 60
    ending = ending_beat(duration, feel.tempo)
    phrases = plan(ending)
    style = feel.style
    chords = harmonise(key, phrases, ending, length, style.harmony, style.sevenths, seed)
    parts = allocate(brief.primary, brief.secondary)
    return Frame(brief.style, feel, key, ending, length, phrases, chords, parts, seed)


def _write(part: Part, frame: Frame) -> list[Note]:
    style, density = frame.character.style, frame.character.density
    if frame.dies_away:
        density = max(density, 0.0)
    if part.role == "drums":
        groove = groove_for(style.drums, part.instrument)
        alone = all(other.role == "drums" for other in frame.parts)
        return write_drums(frame.phrases, frame.ending, groove, density, alone, frame.seed)
    if part.role == "bass":
        return write_bass(frame.chords, style.bass, density, frame.seed)
    if part.role == "chords":
        pattern = "held" if part.instrument in SUSTAINING else style.chords
        return write_chords(frame.chords, pattern, density, not frame.has("bass"), frame.seed)
    if part.role == "pad":
        return write_pad(frame.chords)
    centre = MELODY_CENTRES.get(part.instrument, USUAL_MELODY_CENTRE) + frame.character.register
    if part.role == "counter":
        return write_counter(frame.chords, centre - 7)
    return _melody(frame, centre)


def _melody(frame: Frame, centre: float) -> list[Note]:
    activity = min(1.0, max(0.0, frame.character.style.activity + 0.35 * frame.character.density))
    alone = not any(frame.has(role) for role in ("chords", "pad"))
    phrases = [replace(phrase, label="A") if phrase.label == "intro" else phrase for phrase in frame.phrases]
    notes = write_melody(phrases if alone else frame.phrases, frame.chords, activity, centre, frame.seed)
    return _legato(notes) if alone else notes


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
    return perform(shaped, part.role, frame.style, feel.tempo, feel.swing, feel.dynamics, frame.seed)


def _energy(beat: float, part: Part, frame: Frame) -> float:
    phrase = next((phrase for phrase in reversed(frame.phrases) if phrase.start <= beat), None)
    if phrase is None or beat >= frame.ending:
        return 0.95
    return 0.86 + 0.22 * (phrase.energy - 0.4) * (0.5 if part.role == "drums" else 1.0)
