"""What an engine gives besides audio, from a request to a file; the same for the API and the commands."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reprise.core.errors import ConflictError
from reprise.songs.engines.protocol import (
    Engine,
    Export,
    Multitrack,
    ProgressCallback,
    RenderRequest,
    Scoring,
)

SUFFIXES: dict[Export, str] = {"midi": "mid", "stems": "zip"}
_WORDS: dict[Export, str] = {"midi": "MIDI", "stems": "stems"}


class ExportNotSupportedError(ConflictError):
    """The engine makes audio alone."""

    code = "EXPORT_NOT_SUPPORTED"


def check_export(engine: Engine, export: Export) -> None:
    """
    Raises:
        ExportNotSupportedError: the engine has no such thing to give.
    """
    if export not in engine.spec.exports:
        raise ExportNotSupportedError(
            f"{engine.spec.name} makes audio alone: it has no {_WORDS[export]} to give.", field="format"
        )


def export_to_file(
    engine: Engine, export: Export, request: RenderRequest, path: Path, progress: ProgressCallback
) -> None:
    """Write what the engine gives for this request. `progress` goes from 0 to 1 and may raise to stop.

    Raises:
        ExportNotSupportedError: the engine has no such thing to give.
    """
    check_export(engine, export)
    if export == "midi" and isinstance(engine, Scoring):
        path.write_bytes(engine.midi(request))
    elif export == "stems" and isinstance(engine, Multitrack):
        from reprise.songs.audio.stem_archive import write_stem_archive

        write_stem_archive(path, lambda: engine.stems(request, progress), _facts(engine, request))


def _facts(engine: Engine, request: RenderRequest) -> dict[str, Any]:
    """What it takes to make the piece again."""
    return {
        "prompt": request.text,
        "attributes": dataclasses.asdict(request.attributes),
        "engine": engine.spec.name,
        "engine_version": engine.spec.version,
        "seed": request.seed,
        "duration": float(request.duration),
        "parameters": _sorted(request.parameters),
        "adapter": None if request.adapter is None else _sorted(request.adapter),
    }


def _sorted(values: Mapping[str, float]) -> dict[str, float]:
    """One order and one type, whatever the way from the request to here was."""
    return {name: float(values[name]) for name in sorted(values)}
