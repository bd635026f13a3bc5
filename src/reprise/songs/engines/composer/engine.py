"""The composer as an engine: what it offers, and the way from a prompt to audio."""

from __future__ import annotations

from reprise.songs.engines.composer.brief import brief
from reprise.songs.engines.protocol import (
    Attributes,
    Availability,
    EngineSpec,
    Parameter,
    ProgressCallback,
    Rendering,
    RenderRequest,
    Understanding,
)

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

LICENCE_NOTICE = (
    "The music is yours. The composer works from rules and synthesis alone, with no recordings and no "
    "trained model, so nobody else has rights in what it makes; use it for anything, also commercially."
)


class ComposerEngine:
    """Writes a score from the prompt and plays it on synthesised instruments; needs nothing but a CPU."""

    spec = EngineSpec(
        name="composer",
        version="1.0.0",
        description="Instrumental music composed and synthesised on this machine, without any model.",
        min_duration=1.0,
        max_duration=240.0,
        default_duration=30.0,
        sample_rate=SAMPLE_RATE,
        channels=2,
        licence_notice=LICENCE_NOTICE,
        parameters=tuple(Parameter(name, text, -1.0, 1.0, 0.0) for name, text in DELTAS.items()),
    )

    def availability(self) -> Availability:
        """Always available: its libraries come with the installation."""
        return Availability(True)

    def understand(self, text: str, attributes: Attributes) -> Understanding:
        """The brief in words; reading those words again gives the same brief."""
        made, not_understood = brief(text, attributes)
        return Understanding(str(made), not_understood)

    def render(self, request: RenderRequest, progress: ProgressCallback) -> Rendering:
        """Composes, plays and masters one sample; raises whatever `progress` raises."""
        from reprise.songs.engines.composer.production import produce

        return produce(request, progress)
