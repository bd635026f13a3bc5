"""Clients that begin at the API, the composer, and an engine that needs no time and takes no numbers."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
import pytest
from tests.api.adapters.registry import Registry
from tests.api.library.conftest import base_url, studio
from tests.api.library.studio import Studio
from tests.support.engines import PacedEngine

from reprise.songs.engines.protocol import Engine
from reprise.songs.engines.registry import load_engines

__all__ = ["base_url", "studio"]


@pytest.fixture
def installed() -> Mapping[str, Engine]:
    return {"paced": PacedEngine()} | load_engines(["composer"])


@pytest.fixture
def registry(studio: Studio, client: httpx.AsyncClient) -> Registry:
    return Registry(studio, client)
