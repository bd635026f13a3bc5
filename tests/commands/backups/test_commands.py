"""`reprise backup`, `verify` and `restore` as they are typed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.support.installations import Installation
from typer.testing import CliRunner, Result

from reprise.cli import app
from reprise.core.operations.schema import upgrade


def test_the_commands_as_they_are_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("REPRISE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("REPRISE_DATA_DIR", "data")
    there = Installation(tmp_path / "data", f"sqlite:///{tmp_path / 'data' / 'reprise.db'}")
    upgrade(there.url)
    key = there.add_samples(1)[0]
    taken = typed("backup", "first", "--json")
    told = json.loads(taken.stdout)
    assert (taken.exit_code, told["backup"], told["files"]) == (0, "first", 1)
    again = typed("backup", "first")
    assert (again.exit_code, "there already" in again.stderr) == (2, True)
    assert typed("verify", "first").exit_code == 0
    restored = typed("restore", "first", "--data-dir", "new")
    assert (restored.exit_code, "sign in again" in restored.stdout) == (0, True)
    # The keys that open an installation are no part of a backup of it.
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["files", "reprise.db"]
    (tmp_path / "data" / "files" / key).unlink()
    flawed = typed("backup", "second")
    assert (flawed.exit_code, "1 file that the database names" in flawed.stderr) == (1, True)
    os.truncate(tmp_path / "first" / "files" / key, 10)
    bad = typed("verify", "first")
    assert (bad.exit_code, "is damaged" in bad.stderr) == (2, True)


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, words)
