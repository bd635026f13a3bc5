"""What the composer offers, in numbers; light, because the API reads it too."""

from __future__ import annotations

from reprise.songs.engines.protocol import EngineSpec, Parameter

SAMPLE_RATE = 44_100

DELTAS = {
    "tempo": "slower or faster than the prompt asks, up to 20 % either way",
    "density": "fewer or more notes",
    "swing": "straighter or more swung off-beats",
    "mode": "darker or brighter scale, up to two modes away",
    "register": "lower or higher melody, up to an octave",
    "brightness": "duller or brighter sound",
    "dynamics": "flatter or wider contrasts of loudness",
    "reverb": "drier or more spacious",
    "drums": "softer or louder drums",
    "bass": "softer or louder bass",
    "pad": "softer or louder pads and chords that last",
    "lead": "softer or louder melody",
}

GROUPS = {
    "Rhythm": ("tempo", "density", "swing"),
    "Pitch": ("mode", "register"),
    "Sound": ("brightness", "dynamics", "reverb"),
    "Balance": ("drums", "bass", "pad", "lead"),
}

LICENCE_NOTICE = (
    "The music is yours. The composer works from rules and synthesis alone, with no recordings and no "
    "trained model, so nobody else has rights in what it makes; use it for anything, also commercially."
)

SPEC = EngineSpec(
    name="composer",
    version="1.1.0",
    description="Instrumental music composed and synthesised on this machine, without any model.",
    min_duration=1.0,
    max_duration=240.0,
    default_duration=30.0,
    sample_rate=SAMPLE_RATE,
    channels=2,
    licence_notice=LICENCE_NOTICE,
    parameters=tuple(
        Parameter(name, DELTAS[name], -1.0, 1.0, 0.0, group)
        for group, names in GROUPS.items()
        for name in names
    ),
    exports=("midi", "stems"),
)
