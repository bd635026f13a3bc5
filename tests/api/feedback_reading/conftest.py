"""Clients that begin at the API, one engine that needs no time, and what many people said at known times."""

from __future__ import annotations

import pytest
from tests.api.feedback_reading.panel import Panel
from tests.api.library.conftest import base_url, installed, studio
from tests.api.library.studio import Studio

__all__ = ["base_url", "installed", "studio"]


@pytest.fixture
def panel(studio: Studio) -> Panel:
    return Panel(studio)
