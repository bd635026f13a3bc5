"""Real servers with an engine that can be paced and told to die, on both databases."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.studio import Studio
from tests.support.processes import StartServer

ROOT = Path(__file__).parents[2]

StartStudio = Callable[..., Studio]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture
def start_studio(start_server: StartServer, database_url: str) -> StartStudio:
    """Starts a server on an empty database; `workers` as asked."""

    def start(workers: int = 1, **environment: str) -> Studio:
        settings = {
            "REPRISE_DATABASE_URL": database_url,
            "REPRISE_ENGINES": "tests.support.engines:PacedEngine,composer",
            "PYTHONPATH": str(ROOT),
            "PATH": os.environ["PATH"],
        }
        return Studio(start_server(workers=workers, environment=settings | environment), database_url)

    return start
