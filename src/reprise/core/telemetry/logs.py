"""Structured logs on standard error; every line carries the ids of its request or job."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor

from reprise.core.settings import Settings

_SECRET_KEYS: Final = frozenset({"token", "password", "authorization", "cookie", "secret", "api_key"})
_SECRET_VALUE: Final = re.compile(r"(?<=[?&]token=)[^&\s\"']+|(?<=://)[^/\s:@]*:[^@\s/]+(?=@)")
MASK: Final = "***"


def mask_secrets(_: Any, __: str, event: EventDict) -> EventDict:
    """The last line of defence: nothing should log a secret in the first place."""
    for key, value in event.items():
        if key.lower() in _SECRET_KEYS:
            event[key] = MASK
        elif isinstance(value, str):
            event[key] = _SECRET_VALUE.sub(MASK, value)
    return event


def configure(settings: Settings, **bound: str) -> None:
    """Set up logging of the whole process, the libraries' too; `bound` is added to every line."""
    text = settings.log_format == "text" or (settings.log_format == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    end: list[Processor] = [structlog.processors.format_exc_info, mask_secrets]
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
    for noisy in ("uvicorn.access", "httpx", "alembic", "aiosqlite", "asyncio", "dbos"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(**bound)
