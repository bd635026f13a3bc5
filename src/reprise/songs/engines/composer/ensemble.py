"""Who plays what: instruments and the roles they can take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CAPABILITIES: Mapping[str, tuple[str, ...]] = {
    "piano": ("chords", "melody"),
    "electric piano": ("chords", "melody"),
    "organ": ("chords", "pad", "melody"),
    "guitar": ("chords", "melody"),
    "electric guitar": ("chords", "melody"),
    "harp": ("chords", "melody"),
    "bass": ("bass",),
    "upright bass": ("bass",),
    "synth bass": ("bass",),
    "strings": ("pad", "chords"),
    "violin": ("melody",),
    "cello": ("melody", "bass"),
    "flute": ("melody",),
    "clarinet": ("melody",),
    "brass": ("melody", "pad"),
    "choir": ("pad", "melody"),
    "pad": ("pad",),
    "synth lead": ("melody",),
    "synth": ("chords", "melody"),
    "bells": ("melody", "chords"),
    "marimba": ("melody", "chords"),
    "vibraphone": ("melody", "chords"),
    "drums": ("drums",),
    "percussion": ("drums",),
}
"""Roles of each instrument, the usual one first."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the score: a role played by an instrument."""

    role: str
    instrument: str


def allocate(primary: Sequence[str], secondary: Sequence[str]) -> tuple[Part, ...]:
    """Parts for the instruments named: each plays, and melody and chords are found among those able to."""
    parts: list[Part] = []
    for instrument in (*primary, *secondary):
        parts.append(Part(_free_role(instrument, parts), instrument))
    everybody = [*primary, *secondary]
    if "melody" not in _roles(parts):
        parts.extend(_doubling("melody", everybody))
    if not {"chords", "pad"} & _roles(parts):
        parts.extend(_doubling("chords", everybody))
    return tuple(parts)


def _roles(parts: Sequence[Part]) -> set[str]:
    return {part.role for part in parts}


def _free_role(instrument: str, parts: Sequence[Part]) -> str:
    taken = _roles(parts)
    for role in CAPABILITIES[instrument]:
        if role not in taken:
            return role
    first = CAPABILITIES[instrument][0]
    return "counter" if first == "melody" else first


def _doubling(role: str, instruments: Sequence[str]) -> list[Part]:
    able = [name for name in instruments if role in CAPABILITIES[name]]
    return [Part(role, able[0])] if able else []


def complete(
    named: Sequence[str], band: Sequence[tuple[str, str]], excluded: Sequence[str]
) -> tuple[str, ...]:
    """Instruments of a style's band that play the roles which the named ones leave open."""
    added: list[str] = []
    for role, instrument in band:
        covered = _roles(allocate([*named, *added], ()))
        unwanted = {instrument, role}.intersection(excluded)
        if role not in covered and not unwanted and instrument not in (*named, *added):
            added.append(instrument)
    return tuple(added)
