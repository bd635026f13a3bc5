"""`reprise generate`: from a prompt to a file, without server or database."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from reprise.core.errors import AppError
from reprise.core.settings import Settings
from reprise.songs.engines.protocol import Attributes, ProgressCallback, RenderRequest
from reprise.songs.engines.registry import load_engines
from reprise.songs.generation import seeds, submission
from reprise.songs.generation.models import MAX_SEED
from reprise.songs.generation.rendering import RenderedFile, render_to_file
from reprise.songs.prompts.schemas import MAX_TEXT


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


def run(settings: Settings, request: Request, *, as_json: bool) -> None:
    """Render into the output file, whole or not at all.

    Raises:
        GenerateError: the request cannot be fulfilled.
    """
    _check(request)
    try:
        engine = submission.choose_engine(load_engines(settings.engine_names), request.engine)
        duration = submission.check_duration(engine.spec, request.duration)
        submission.check_parameters(engine.spec, request.parameters)
    except AppError as error:
        raise GenerateError(error.message) from error
    seed = seeds.draw() if request.seed is None else request.seed
    understood = engine.understand(request.prompt.strip(), Attributes())
    wanted = RenderRequest(
        text=request.prompt.strip(), duration=duration, seed=seed, parameters=request.parameters
    )
    partial = request.output.with_name(f".{request.output.name}.{os.getpid()}.partial")
    try:
        with _progress_bar(visible=not as_json) as tell:
            file = render_to_file(engine, wanted, partial, tell)
        partial.replace(request.output)
    except OSError as error:
        raise GenerateError(f"{request.output} cannot be written: {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)
    _report(
        {
            "file": str(request.output),
            "engine": engine.spec.name,
            "engine_version": engine.spec.version,
            "seed": seed,
            "composed_prompt": understood.composed_prompt,
            "not_understood": list(understood.not_understood),
            **_facts(file),
        },
        as_json=as_json,
    )


def _check(request: Request) -> None:
    if not 1 <= len(request.prompt.strip()) <= MAX_TEXT:
        raise GenerateError(f"The prompt must have 1 to {MAX_TEXT} characters.")
    if request.seed is not None and not 0 <= request.seed <= MAX_SEED:
        raise GenerateError(f"--seed must lie between 0 and {MAX_SEED}.")
    if request.output.suffix.lower() != ".flac":
        raise GenerateError(f"--output {request.output}: the file must end in .flac.")
    if not request.output.absolute().parent.is_dir():
        raise GenerateError(f"--output {request.output}: there is no such directory.")
    if request.output.is_dir():
        raise GenerateError(f"--output {request.output}: this is a directory.")


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
    }


def _report(facts: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        json.dump(facts, sys.stdout)
        sys.stdout.write("\n")
        return
    loudness = "silent" if facts["loudness"] is None else f"{facts['loudness']:.1f} LUFS"
    print(f"{facts['file']}: {facts['duration']:.1f} s, {loudness}, seed {facts['seed']}")
    print(f"Understood as: {facts['composed_prompt']}")
    if facts["not_understood"]:
        print(f"Not understood: {', '.join(facts['not_understood'])}")
