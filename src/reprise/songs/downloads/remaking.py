"""MIDI and stems of a sample: not kept with it, but made again from what was asked for.

Engines give the same music for the same request, so the notes and the parts of a finished sample can be had
at any time, as long as the engine is still the one that made it.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reprise.core.errors import AppError, ConflictError
from reprise.songs.audio.models import AudioSample
from reprise.songs.downloads.transcoding import Copy, Transcoder, run_child
from reprise.songs.engines.protocol import Engine, Export, RenderRequest
from reprise.songs.generation.exporting import SUFFIXES, check_export
from reprise.songs.generation.request_document import request_document


class EngineNotConfiguredError(ConflictError):
    code = "ENGINE_NOT_CONFIGURED"


class EngineVersionDiffersError(ConflictError):
    """Another version of an engine would make another piece."""

    code = "ENGINE_VERSION_DIFFERS"


class ExportFailedError(AppError):
    status, code = 500, "EXPORT_FAILED"


@dataclass(frozen=True, slots=True)
class MadeSample:
    """A sample, what its file is named after, and the request that its engine made it from."""

    sample: AudioSample
    prompt_text: str
    request: RenderRequest


@dataclass(frozen=True, slots=True)
class Remaker:
    """`names` are those of the settings, from which another process loads the same engines."""

    transcoder: Transcoder
    engines: Mapping[str, Engine]
    names: Sequence[str]

    async def export(self, made: MadeSample, export: Export) -> Copy:
        """
        Raises:
            EngineNotConfiguredError, EngineVersionDiffersError: it cannot be made again here.
            ExportNotSupportedError: its engine has no such thing to give.
            ExportFailedError: the engine failed.
        """
        etag = f"{made.sample.sha256}-{importlib.metadata.version('soundfile')}"
        make = partial(self._make, made, export)
        return await self.transcoder.kept(made.sample, etag, SUFFIXES[export], make)

    async def _make(self, made: MadeSample, export: Export, target: Path) -> None:
        self._check(made.sample, export)
        asked = request_document(made.request) | {"engine": made.sample.engine, "export": export}
        given = json.dumps(asked | {"engines": list(self.names)}).encode()
        if await run_child("reprise.songs.downloads.remake", str(target), given=given) is not None:
            raise ExportFailedError("The engine could not make this sample again; the log says why.")

    def _check(self, sample: AudioSample, export: Export) -> None:
        engine = self.engines.get(sample.engine)
        if engine is None:
            raise EngineNotConfiguredError(
                f"The engine {sample.engine} made this sample and is not configured here any more."
            )
        check_export(engine, export)
        if engine.spec.version != sample.engine_version:
            raise EngineVersionDiffersError(
                f"{sample.engine} {sample.engine_version} made this sample; {engine.spec.version} is "
                "installed and would make another piece. Audio downloads are not affected."
            )
