"""Logs as a server writes them, for one test."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from reprise.core.settings import Settings
from reprise.core.telemetry import logs

ConfigureLogs = Callable[[Settings], None]


@pytest.fixture
def configure_logs() -> Iterator[ConfigureLogs]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level

    def configure(settings: Settings) -> None:
        logs.configure(settings)
        # A logger that is kept would go on writing in this way in the tests that follow.
        structlog.configure(cache_logger_on_first_use=False)

    yield configure
    root.handlers, root.level = before, level
    logs.requests.forget()
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
