"""The composer as an engine: what it offers, and the way from a prompt to audio."""

from __future__ import annotations

from collections.abc import Iterator

from reprise.songs.engines.composer.brief import brief
from reprise.songs.engines.composer.specification import SPEC
from reprise.songs.engines.protocol import (
    Attributes,
    Availability,
    ProgressCallback,
    Rendering,
    RenderRequest,
    Stem,
    Understanding,
)


class ComposerEngine:
    """Writes a score from the prompt and plays it on synthesised instruments; needs nothing but a CPU."""

    spec = SPEC

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

    def midi(self, request: RenderRequest) -> bytes:
        """The notes that `render` plays for this request, at the moments when it plays them."""
        from reprise.songs.engines.composer.midi import midi_file

        return midi_file(request)

    def stems(self, request: RenderRequest, progress: ProgressCallback) -> Iterator[Stem]:
        """The parts of the mix that `render` masters, and their common reverb."""
        from reprise.songs.engines.composer.stems import stems

        return stems(request, progress)
