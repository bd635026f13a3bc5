"""Clients that begin at the API, one engine that needs no time, and adapters to compare."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx
import pytest
from fastapi import FastAPI
from tests.api.abtests.lab import Lab
from tests.api.adapters.registry import Registry
from tests.api.conftest import ConnectAs
from tests.api.library.conftest import base_url, installed, studio
from tests.api.library.studio import Studio

from reprise.app import create_app
from reprise.core.context import Core
from reprise.songs.abtests.voting.blind_audio import BlindAudio
from reprise.songs.abtests.voting.blinding import make_blind
from reprise.songs.engines.protocol import Engine

__all__ = ["base_url", "installed", "studio"]


@pytest.fixture
def app(core: Core, installed: Mapping[str, Engine]) -> FastAPI:
    """Files of pairs are made in this process, by the code of the other one, which takes seconds to start.

    `test_blindness` has them made by that process.
    """
    app = create_app(core, installed)
    app.state.blind_audio = BlindAudio(core, run=_in_a_thread)
    return app


async def _in_a_thread(_: str, *arguments: str) -> None:
    await asyncio.to_thread(make_blind, *arguments)


@pytest.fixture
def registry(studio: Studio, client: httpx.AsyncClient) -> Registry:
    return Registry(studio, client)


@pytest.fixture
def lab(studio: Studio, registry: Registry, client: httpx.AsyncClient, connect: ConnectAs) -> Lab:
    return Lab(studio, registry, client, connect)
