"""The contracts of `.importlinter` hold, and each breaks when somebody breaks it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import reprise

PACKAGE = Path(reprise.__file__).parent
CONTRACTS = Path(__file__).parents[2] / ".importlinter"
LINTER = Path(sys.executable).with_name("lint-imports")

Additions = dict[str, str]
"""Lines to add, by the module that they are added to."""

OFFENDERS: dict[str, tuple[str, Additions]] = {
    "the core knows no product": ("whole", {"core/context.py": "from reprise.songs.prompts import models"}),
    "an app knows no composition": ("whole", {"songs/prompts/service.py": "import reprise.app"}),
    "apps are blind to each other": (
        "whole",
        {"experts/chat/service.py": "from reprise.songs.prompts import models"},
    ),
    "no module outside the order": ("whole", {"shortcuts.py": ""}),
    "rooms import only below": ("songs", {"songs/prompts/service.py": "import reprise.songs.jobs.service"}),
    "only models are shared": ("songs", {"songs/audio/service.py": "import reprise.songs.generation.views"}),
    "no room outside the order": ("songs", {"songs/shortcuts/service.py": ""}),
    "rooms of experts import only below": (
        "experts",
        {"experts/directory/service.py": "import reprise.experts.chat.service"},
    ),
    "no room of experts outside the order": ("experts", {"experts/shortcuts/service.py": ""}),
    "the database knows no user": ("core", {"core/db/base.py": "import reprise.core.auth.identity"}),
    "only operations knows dbos": ("dbos", {"songs/generation/service.py": "from dbos import DBOS"}),
    "no cycle of modules": ("acyclic", {"songs/prompts/schemas.py": "import reprise.songs.prompts.service"}),
    "no cycle of rooms": (
        "acyclic",
        {
            "core/events/models.py": "import reprise.core.operations.models",
            "core/operations/models.py": "import reprise.core.events.models",
        },
    ),
}


def test_the_contracts_are_kept() -> None:
    done = _lint(CONTRACTS.parent)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("contract", "additions"), OFFENDERS.values(), ids=OFFENDERS)
def test_an_offender_breaks_its_contract(contract: str, additions: Additions, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "reprise", ignore=shutil.ignore_patterns("page", "__pycache__"))
    for path, line in additions.items():
        _add(tmp_path / "reprise" / path, line)
    done = _lint(tmp_path, "--contract", contract)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def _add(module: Path, line: str) -> None:
    if not module.parent.exists():
        module.parent.mkdir()
        (module.parent / "__init__.py").touch()
    with module.open("a") as file:
        file.write(f"\n{line}\n")


def _lint(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Lint the package that lies in `directory`, or the installed one."""
    return subprocess.run(
        [LINTER, "--config", CONTRACTS, "--no-cache", "--no-logo", *arguments],
        cwd=directory,
        env=os.environ | {"PYTHONPATH": str(directory)},
        capture_output=True,
        text=True,
        check=False,
    )
