"""The process that an engine runs in: reads requests as JSON lines, answers in JSON lines.

A worker starts it with `python -m`, and may kill it at any moment; when the worker dies, it dies too.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TextIO

from reprise.core.operations.lifeline import die_with_parent
from reprise.songs.engines.protocol import Engine
from reprise.songs.engines.registry import load_engines
from reprise.songs.generation.rendering import render_to_file
from reprise.songs.generation.request_document import request_from

_NICENESS: Final = 5
_TELL_EVERY: Final = 0.2
"""Seconds: the worker writes what it hears four times a second."""


def main(arguments: list[str]) -> None:
    """`arguments`: the worker's process id, then the names of the engines."""
    die_with_parent(int(arguments[0]))
    # On a machine with few cores the page must stay quick while music is made.
    os.nice(_NICENESS)
    # Whatever a library prints must not end up between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_read_requests, args=(requests,), daemon=True).start()
    engines = load_engines(arguments[1:])
    while True:
        _answer(engines, requests.get(), answers)


def _read_requests(requests: queue.SimpleQueue[dict[str, Any]]) -> None:
    for line in sys.stdin:
        requests.put(json.loads(line))
    os._exit(0)


def _answer(engines: Mapping[str, Engine], asked: dict[str, Any], answers: TextIO) -> None:
    def tell(**message: Any) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    told = 0.0

    def progress(share: float, stage: str) -> None:
        nonlocal told
        if time.monotonic() - told >= _TELL_EVERY:
            told = time.monotonic()
            tell(kind="progress", share=share, stage=stage)

    try:
        engine = engines[asked["engine"]]
        request = request_from(asked)
        understood = engine.understand(request.text, request.attributes)
        tell(kind="understood", prompt=understood.composed_prompt, unknown=list(understood.not_understood))
        rendered = render_to_file(engine, request, Path(asked["path"]), progress)
        facts = dataclasses.asdict(rendered)
        facts["peaks"] = base64.b64encode(rendered.peaks).decode()
        tell(kind="rendered", facts=facts, version=engine.spec.version)
    except MemoryError:
        tell(kind="failed", reason="there was not enough memory")
    except Exception as error:
        # Engines are plug-ins: whatever one raises is its failure, not the end of the process.
        tell(kind="failed", reason=f"{type(error).__name__}: {error}"[:500])


if __name__ == "__main__":
    main(sys.argv[1:])
