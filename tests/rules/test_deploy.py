"""What operators are given names only what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from reprise.core.body_limit import _AROUND_A_FILE, MAX_BODY_BYTES
from reprise.core.settings import PREFIX, Settings
from reprise.interviews.resume_files.extraction import MAX_FILE_BYTES

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "deploy").iterdir()), ROOT / "docs" / "operations.md"]
COMPOSE = ROOT / "deploy" / "compose.yaml"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_setting_exists(path: Path) -> None:
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", path.read_text()))
    assert named <= {PREFIX + name.upper() for name in Settings.model_fields}


def test_the_composition_holds_together() -> None:
    composed: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    services = composed["services"]
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name
    proxied = re.findall(r"server ([a-z0-9-]+):(\d+) max_fails", (ROOT / "deploy" / "nginx.conf").read_text())
    for name, port in proxied:
        assert port in services[name]["command"]
    # Cookies are named after the port, and a session counts at every process.
    assert len({port for _, port in proxied}) == 1
    environment = services["api-1"]["environment"]
    assert environment == services["worker"]["environment"]
    (network,) = composed["networks"]["default"]["ipam"]["config"]
    assert environment["REPRISE_TRUSTED_PROXIES"] == network["subnet"]


def test_the_proxy_takes_what_reprise_takes() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    sizes = re.findall(r"client_max_body_size (\d+)([km]);", text)
    given = [int(number) * {"k": 1024, "m": 1024**2}[unit] for number, unit in sizes]
    assert given == [MAX_BODY_BYTES, MAX_FILE_BYTES + _AROUND_A_FILE]


def test_commands_of_the_guide_exist() -> None:
    from reprise.cli import app

    known = {command.callback.__name__ for command in app.registered_commands if command.callback}
    known |= {group.name or "" for group in app.registered_groups}
    text = (ROOT / "docs" / "operations.md").read_text()
    named = set(re.findall(r"`reprise ([a-z]+)", text)) | set(re.findall(r"(?m)^\S*reprise ([a-z]+)", text))
    assert named <= known
