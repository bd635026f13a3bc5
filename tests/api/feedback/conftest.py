"""Clients that begin at the API, one engine that needs no time, and samples to say something of."""

from __future__ import annotations

import pytest
from tests.api.feedback.listener import Listener
from tests.api.library.conftest import base_url, installed, studio
from tests.api.library.studio import Studio

__all__ = ["base_url", "installed", "studio"]


@pytest.fixture
def listener(studio: Studio) -> Listener:
    return Listener(studio)
