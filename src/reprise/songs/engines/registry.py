"""From the names in the settings to engine objects."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from reprise.songs.engines.protocol import Engine

BUILT_IN = {
    "composer": "reprise.songs.engines.composer.engine:ComposerEngine",
    "soundfont": "reprise.songs.engines.soundfont:SoundFontEngine",
}


class UnknownEngine(ValueError):
    """A name that is neither a built-in engine nor an importable `package.module:ClassName`."""

    def __init__(self, name: str, reason: str) -> None:
        known = ", ".join(sorted(BUILT_IN))
        super().__init__(
            f"Unknown engine {name!r}: {reason}. Known engines: {known}; "
            "others are named as package.module:ClassName."
        )
        self.name = name


def load_engines(names: Sequence[str]) -> dict[str, Engine]:
    """Engines by the name in their spec, in the order asked for.

    Raises UnknownEngine for a name that leads to no engine, or for two that share a spec name.
    """
    engines: dict[str, Engine] = {}
    for name in names:
        engine = _load(name)
        if engine.spec.name in engines:
            raise UnknownEngine(name, f"an engine called {engine.spec.name!r} is already there")
        engines[engine.spec.name] = engine
    return engines


def _load(name: str) -> Engine:
    """`soundfont@FILE` gives an engine the file that it needs."""
    name, _, argument = name.partition("@")
    module_name, _, class_name = BUILT_IN.get(name, name).partition(":")
    if not module_name or not class_name:
        raise UnknownEngine(name, "there is no built-in engine of this name")
    try:
        engine_class = getattr(import_module(module_name), class_name)
        made = engine_class(argument) if argument else engine_class()
    except (ImportError, AttributeError, TypeError) as error:
        raise UnknownEngine(name, f"it could not be loaded ({error})") from error
    if not isinstance(made, Engine):
        raise UnknownEngine(name, "the class does not have what an engine needs")
    return made
