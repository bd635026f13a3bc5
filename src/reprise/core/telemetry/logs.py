"""Structured logs on standard error; every line carries the ids of its request or job."""

from __future__ import annotations

import logging
import sys
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor

from reprise.core.masking import MASK, mask
from reprise.core.settings import Settings
from reprise.core.telemetry.tracebacks import told

_SECRET_KEYS: Final = frozenset({"token", "password", "authorization", "cookie", "secret", "api_key"})


def mask_secrets(_: Any, __: str, event: EventDict) -> EventDict:
    """The last line of defence: nothing should log a secret in the first place."""
    for key, value in event.items():
        event[key] = _masked(key, value)
    return event


def _masked(key: Any, value: Any) -> Any:
    if isinstance(key, str) and key.lower() in _SECRET_KEYS:
        return MASK
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {inner: _masked(inner, part) for inner, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(None, part) for part in value]
    return value


def configure(settings: Settings, **bound: str) -> None:
    """Set up logging of the whole process, the libraries' too; `bound` is added to every line."""
    text = settings.log_format == "text" or (settings.log_format == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    end: list[Processor] = [structlog.processors.ExceptionRenderer(told), mask_secrets]
    end.append(structlog.dev.ConsoleRenderer(colors=text) if text else structlog.processors.JSONRenderer())
    level = getattr(logging, settings.log_level.upper())
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *end],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
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
