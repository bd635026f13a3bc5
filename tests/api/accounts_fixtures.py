"""Fixtures of modules that run in mode `accounts`: they import these names."""

from __future__ import annotations

import pytest
from tests.api.conftest import ConnectAs
from tests.api.persons import People

from reprise.core.context import Core
from reprise.core.settings import Settings


@pytest.fixture
def settings(accounts_settings: Settings) -> Settings:
    return accounts_settings


@pytest.fixture
def people(core: Core, connect: ConnectAs) -> People:
    return People(core, connect)


__all__ = ["people", "settings"]
