"""The orchestra: which voice an instrument name means, how loud it is and where it sits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reprise.songs.engines.composer.synth import massed, plucked, struck, sustained
from reprise.songs.engines.composer.synth.signal import Signal

Voice = Callable[[int, float, float, float], Signal]
"""(MIDI pitch, seconds, velocity 0–1, tone −1…1) to a note without regard to its final level."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """`gain_db` brings a mezzo-forte note to −20 LUFS; `pan` −1…1; `send` is its share of reverb."""

    voice: Voice
    gain_db: float
    pan: float = 0.0
    send: float = 0.5


ORCHESTRA: Mapping[str, Instrument] = {
    "piano": Instrument(struck.piano, -13.5, 0.08, 0.5),
    "electric piano": Instrument(struck.electric_piano, -13.3, -0.12, 0.4),
    "organ": Instrument(massed.organ, -22.4, -0.1, 0.4),
    "guitar": Instrument(plucked.guitar, -18.1, -0.22, 0.4),
    "electric guitar": Instrument(plucked.electric_guitar, -16.4, 0.25, 0.3),
    "harp": Instrument(plucked.harp, -19.9, 0.25, 0.6),
    "bass": Instrument(plucked.bass, -20.5, 0.0, 0.04),
    "upright bass": Instrument(plucked.upright_bass, -16.9, 0.0, 0.08),
    "synth bass": Instrument(plucked.synth_bass, -15.9, 0.0, 0.02),
    "strings": Instrument(massed.strings, -21.7, 0.0, 0.6),
    "violin": Instrument(sustained.violin, -18.8, -0.15, 0.6),
    "cello": Instrument(sustained.cello, -19.2, 0.15, 0.5),
    "flute": Instrument(sustained.flute, -18.2, 0.12, 0.6),
    "clarinet": Instrument(sustained.clarinet, -19.6, -0.12, 0.5),
    "brass": Instrument(sustained.brass, -19.2, 0.1, 0.6),
    "choir": Instrument(massed.choir, -21.9, 0.0, 0.7),
    "pad": Instrument(massed.pad, -20.4, 0.0, 0.5),
    "synth lead": Instrument(sustained.synth_lead, -20.2, 0.0, 0.4),
    "synth": Instrument(plucked.synth, -11.5, 0.0, 0.4),
    "bells": Instrument(struck.bells, -13.7, 0.2, 0.7),
    "marimba": Instrument(struck.marimba, -9.5, -0.2, 0.5),
    "vibraphone": Instrument(struck.vibraphone, -14.7, 0.18, 0.5),
}
