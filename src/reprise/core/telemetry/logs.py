"""Structured logs on standard error; every line carries the ids of its request or job."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from types import NoneType
from typing import Any, Final, TextIO

import structlog
from structlog.typing import EventDict, Processor

from reprise.core.masking import MASK, is_suspicious, mask
from reprise.core.settings import Settings
from reprise.core.telemetry.tracebacks import told

_OURS: Final = frozenset({"timestamp", "level"})
"""Written by the processors below: nothing from outside is in them."""
_NEVER_SECRET: Final = frozenset({int, float, bool, NoneType})
_SECRET_KEYS: Final = frozenset({"token", "password", "authorization", "cookie", "secret", "api_key"})


def _stamp(_: Any, __: str, event: EventDict) -> EventDict:
    event["timestamp"] = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return event


def mask_secrets(_: Any, __: str, event: EventDict) -> EventDict:
    """The last line of defence: nothing should log a secret in the first place."""
    if not _may_hold_secrets(event):
        return event
    for key, value in event.items():
        if key not in _OURS:
            event[key] = _masked(key, value)
    return event


def _may_hold_secrets(event: EventDict) -> bool:
    """Asked of a whole line at once: each of its words by itself takes several times as long."""
    texts = [value for value in event.values() if type(value) is str]
    others = (value for value in event.values() if type(value) is not str)
    return (
        not all(type(value) in _NEVER_SECRET for value in others)
        or any(_is_secret(key) for key in event)
        or is_suspicious("\n".join(texts))
    )


def _masked(key: Any, value: Any) -> Any:
    if _is_secret(key):
        return MASK
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {inner: _masked(inner, part) for inner, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(None, part) for part in value]
    return value


@lru_cache(maxsize=1_024)
def _is_secret(key: Any) -> bool:
    return isinstance(key, str) and key.lower() in _SECRET_KEYS


# Kept: `json.dumps` makes one for each line.
_encode: Final = json.JSONEncoder(default=repr).encode


def _as_json(event: EventDict, **_: Any) -> str:
    return _encode(event)


class _Lines:
    """Writes the lines of one turn of the event loop in one go: a write each costs a short request dear."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: list[str] = []

    def info(self, line: str) -> None:
        self._lines.append(line)
        loop = _running_loop()
        if loop is None:
            self._write()
        elif len(self._lines) == 1:
            loop.call_soon(self._write)

    def _write(self) -> None:
        lines, self._lines = self._lines, []
        self._stream.write("\n".join([*lines, ""]))
        self._stream.flush()


class _Requests:
    """One line a request, of level `info`, past both loggers: each costs as much again as the line."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """As before `configure`."""
        logger = structlog.get_logger("reprise.request")
        self._tell: Callable[[EventDict], object] = lambda event: logger.info(**event)

    def write(self, stream: TextIO, level: int, processors: Sequence[Processor]) -> None:
        lines = _Lines(stream)

        def tell(event: Any) -> None:
            for processor in processors:
                event = processor(None, "info", event)
            lines.info(event)

        self._tell = tell if level <= logging.INFO else lambda _: None

    def tell(self, **about: Any) -> None:
        self._tell({"event": "request", **about})


requests: Final = _Requests()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def configure(settings: Settings, **bound: str) -> None:
    """Set up logging of the whole process, the libraries' too; `bound` is added to every line."""
    text = settings.log_format == "text" or (settings.log_format == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        _stamp,
    ]
    end: list[Processor] = [structlog.processors.ExceptionRenderer(told), mask_secrets]
    end.append(
        structlog.dev.ConsoleRenderer(colors=text) if text else structlog.processors.JSONRenderer(_as_json)
    )
    level = getattr(logging, settings.log_level.upper())
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *end],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    # A library may set the level of its logger when it is imported, which can be long after this.
    handler.setLevel(level)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    requests.write(sys.stderr, level, [*shared, *end])
    for noisy in (
        "uvicorn.access",
        "httpx",
        "httpx2",
        "openai",
        "anthropic",
        "alembic",
        "aiosqlite",
        "asyncio",
        "dbos",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(**bound)
