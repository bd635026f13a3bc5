"""`reprise generate`: from a prompt to a file, without server or database."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from reprise.commands import deltas_file
from reprise.core.errors import AppError
from reprise.core.settings import Settings
from reprise.songs.engines.parameters import check_parameters
from reprise.songs.engines.protocol import Attributes, Export, ProgressCallback, RenderRequest
from reprise.songs.engines.registry import load_engines
from reprise.songs.generation import seeds, submission
from reprise.songs.generation.exporting import SUFFIXES, check_export, export_to_file
from reprise.songs.generation.models import MAX_SEED
from reprise.songs.generation.rendering import RenderedFile, render_to_file
from reprise.songs.prompts.schemas import MAX_TEXT

_Made = TypeVar("_Made")


class GenerateError(Exception):
    """One sentence about what cannot be done."""


@dataclass(frozen=True, slots=True)
class Request:
    prompt: str
    output: Path
    seed: int | None
    duration: float | None
    engine: str | None
    parameters: dict[str, float]
    midi: Path | None = None
    stems: Path | None = None
    adapter: Path | None = None

    @property
    def exports(self) -> dict[Export, Path]:
        """Files to write besides the audio."""
        asked: dict[Export, Path | None] = {"midi": self.midi, "stems": self.stems}
        return {export: path for export, path in asked.items() if path is not None}


def run(settings: Settings, request: Request, *, as_json: bool) -> None:
    """Render into the output file, whole or not at all.

    Raises:
        GenerateError: the request cannot be fulfilled.
    """
    _check(request)
    try:
        engine = submission.choose_engine(load_engines(settings.engine_names), request.engine)
        duration = submission.check_duration(engine.spec, request.duration)
        check_parameters(engine.spec, request.parameters)
        deltas = None if request.adapter is None else deltas_file.read(request.adapter)
        check_parameters(engine.spec, deltas or {})
        for export in request.exports:
            check_export(engine, export)
    except AppError as error:
        raise GenerateError(error.message) from error
    except deltas_file.DeltasFileError as error:
        raise GenerateError(str(error)) from error
    seed = seeds.draw() if request.seed is None else request.seed
    understood = engine.understand(request.prompt.strip(), Attributes())
    wanted = RenderRequest(
        text=request.prompt.strip(),
        duration=duration,
        seed=seed,
        parameters=request.parameters,
        adapter=deltas,
    )
    with _progress_bar(visible=not as_json) as tell:
        file = _whole(request.output, lambda path: render_to_file(engine, wanted, path, tell))
        for export, target in request.exports.items():
            _whole(target, partial(export_to_file, engine, export, wanted, progress=tell))
    _report(
        {
            "file": str(request.output),
            **{export: str(path) for export, path in request.exports.items()},
            "engine": engine.spec.name,
            "engine_version": engine.spec.version,
            "seed": seed,
            "composed_prompt": understood.composed_prompt,
            "not_understood": list(understood.not_understood),
            **_facts(file),
        },
        as_json=as_json,
    )


def _whole(target: Path, make: Callable[[Path], _Made]) -> _Made:
    """Make a file beside its target and put it there when it is finished."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        made = make(unfinished)
        unfinished.replace(target)
        return made
    except OSError as error:
        raise GenerateError(f"{target} cannot be written: {error.strerror or error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _check(request: Request) -> None:
    if not 1 <= len(request.prompt.strip()) <= MAX_TEXT:
        raise GenerateError(f"The prompt must have 1 to {MAX_TEXT} characters.")
    if request.seed is not None and not 0 <= request.seed <= MAX_SEED:
        raise GenerateError(f"--seed must lie between 0 and {MAX_SEED}.")
    _check_target("--output", request.output, ".flac")
    for export, path in request.exports.items():
        _check_target(f"--{export}", path, f".{SUFFIXES[export]}")


def _check_target(option: str, path: Path, suffix: str) -> None:
    if path.suffix.lower() != suffix:
        raise GenerateError(f"{option} {path}: the file must end in {suffix}.")
    if not path.absolute().parent.is_dir():
        raise GenerateError(f"{option} {path}: there is no such directory.")
    if path.is_dir():
        raise GenerateError(f"{option} {path}: this is a directory.")


class _progress_bar:  # noqa: N801 - used like a function
    def __init__(self, *, visible: bool) -> None:
        columns = (
            TextColumn("{task.description:<24}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), disable=not visible, transient=True)

    def __enter__(self) -> ProgressCallback:
        self._progress.start()
        task = self._progress.add_task("starting", total=1.0)

        def tell(share: float, stage: str) -> None:
            self._progress.update(task, completed=share, description=stage)

        return tell

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def _facts(file: RenderedFile) -> dict[str, Any]:
    return {
        "duration": file.duration,
        "sample_rate": file.sample_rate,
        "channels": file.channels,
        "bytes": file.size,
        "sha256": file.sha256,
        "loudness": file.loudness,
        "true_peak": file.true_peak,
        "clipped_samples": file.clipped_samples,
        "technical_checks": file.checks or [],
    }


def _report(facts: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        json.dump(facts, sys.stdout)
        sys.stdout.write("\n")
        return
    loudness = "silent" if facts["loudness"] is None else f"{facts['loudness']:.1f} LUFS"
    files = ", ".join(facts[name] for name in ("file", "midi", "stems") if name in facts)
    print(f"{files}: {facts['duration']:.1f} s, {loudness}, seed {facts['seed']}")
    for check in facts["technical_checks"]:
        if check["state"] == "warn":
            found = "nothing" if check["value"] is None else f"{check['value']} {check['unit']}".strip()
            print(f"Technical check {check['name'].replace('_', ' ')}: {found}; {check['limit']}")
    print(f"Understood as: {facts['composed_prompt']}")
    if facts["not_understood"]:
        print(f"Not understood: {', '.join(facts['not_understood'])}")
