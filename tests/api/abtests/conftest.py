"""Clients that begin at the API, one engine that needs no time, and adapters to compare."""

from __future__ import annotations

import httpx
import pytest
from tests.api.abtests.lab import Lab
from tests.api.adapters.registry import Registry
from tests.api.conftest import ConnectAs
from tests.api.library.conftest import base_url, installed, studio
from tests.api.library.studio import Studio

__all__ = ["base_url", "installed", "studio"]


@pytest.fixture
def registry(studio: Studio, client: httpx.AsyncClient) -> Registry:
    return Registry(studio, client)


@pytest.fixture
def lab(studio: Studio, registry: Registry, client: httpx.AsyncClient, connect: ConnectAs) -> Lab:
    return Lab(studio, registry, client, connect)
