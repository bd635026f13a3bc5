"""A worker's hold on its engine process: start, ask, listen, kill."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import structlog

from reprise.songs.engines.protocol import RenderRequest
from reprise.songs.generation.rendering import RenderedFile
from reprise.songs.generation.request_document import request_document

log = structlog.get_logger(__name__)

_LINE_LIMIT: Final = 1024 * 1024
IDLE_SECONDS: Final = 120.0
"""An engine process that nobody asked for so long is ended, to give its memory back."""


# Parallelism is the number of workers; libraries that take all cores would only slow each other down.
ONE_THREAD: Final = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class EngineDiedError(Exception):
    """The engine process ended by itself; `code` is its exit status, negative for a signal."""

    def __init__(self, code: int | None) -> None:
        super().__init__(f"the engine process ended with status {code}")
        self.code = code


class EngineFailedError(Exception):
    """The engine raised; its process goes on."""


@dataclass(frozen=True, slots=True)
class Rendered:
    file: RenderedFile
    engine_version: str


@dataclass(frozen=True, slots=True)
class Listener:
    """Told on the way to a sample: how the prompt was read, and how far the work is."""

    understood: Callable[[str, list[str]], None]
    progressed: Callable[[float, str], None]


class EngineHost:
    """Owns at most one engine process; one sample at a time. Use it from one event loop."""

    def __init__(self, engine_names: Sequence[str]) -> None:
        self._names = list(engine_names)
        self._process: asyncio.subprocess.Process | None = None
        self._idle: asyncio.TimerHandle | None = None

    async def render(self, engine: str, request: RenderRequest, path: Path, listener: Listener) -> Rendered:
        """
        Raises:
            EngineDiedError: the process ended; the next call starts a new one.
            EngineFailedError: the engine refused or failed.
        """
        process = await self._running()
        asked = request_document(request) | {"engine": engine, "path": str(path)}
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            await process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            raise EngineDiedError(await self._bury(process)) from None
        while True:
            message = await self._next_message(process)
            match message["kind"]:
                case "understood":
                    listener.understood(message["prompt"], message["unknown"])
                case "progress":
                    listener.progressed(message["share"], message["stage"])
                case "failed":
                    raise EngineFailedError(message["reason"])
                case "rendered":
                    self._end_when_idle()
                    return Rendered(_rendered_file(message["facts"]), message["version"])

    async def kill(self) -> None:
        """End the process at once, whatever it is doing; returns when it is gone."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._bury(self._process)

    async def _running(self) -> asyncio.subprocess.Process:
        if self._idle is not None:
            self._idle.cancel()
        if self._process is None or self._process.returncode is not None:
            # The process ties itself to this thread's life: it must be the main one.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "reprise.songs.generation.engine_process",
                str(os.getpid()),
                *self._names,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env=dict(os.environ) | ONE_THREAD,
                limit=_LINE_LIMIT,
            )
            log.info("engine_started", pid=self._process.pid)
        return self._process

    async def _next_message(self, process: asyncio.subprocess.Process) -> dict[str, Any]:
        assert process.stdout is not None
        line = await process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EngineDiedError(await self._bury(process))
        message: dict[str, Any] = json.loads(line)
        return message

    async def _bury(self, process: asyncio.subprocess.Process) -> int:
        code = await process.wait()
        if self._process is process:
            self._process = None
        return code

    def _end_when_idle(self) -> None:
        loop = asyncio.get_running_loop()
        self._idle = loop.call_later(IDLE_SECONDS, lambda: loop.create_task(self.kill()))


def _rendered_file(facts: dict[str, Any]) -> RenderedFile:
    return RenderedFile(**facts | {"peaks": base64.b64decode(facts["peaks"])})
