"""`reprise experts import` as people type it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.test_command_line import reprise

ROWS = "username,first_name,profile_url\nada,Ada,https://example.org/ada\nbad,Bad,javascript:alert(1)\n"


def test_rows_are_kept_bad_ones_are_named_and_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "experts.csv"
    file.write_text(ROWS)
    told = []
    for more in (("--dry-run",), (), ()):
        done = reprise("experts", "import", file, "--json", *more, cwd=tmp_path)
        assert done.returncode == 1, done.stderr
        told.append(json.loads(done.stdout))
    bad = {"line": 3, "field": "profile_url"}
    assert all(bad.items() <= one["bad"][0].items() for one in told)
    assert [(one["created"], one["unchanged"]) for one in told] == [(1, 0), (1, 0), (0, 1)]
    spoken = reprise("experts", "import", file, cwd=tmp_path)
    assert spoken.stderr.startswith("reprise: line 3: profile_url: must be a web address")
    assert spoken.stdout == "0 new, 0 changed, 1 as before, 1 bad.\n"
    missing = reprise("experts", "import", "missing.csv", cwd=tmp_path)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "cannot be read" in missing.stderr
