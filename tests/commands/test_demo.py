"""`reprise demo` fills every app, and a second run finds it all there."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

ONE_SONG = """
from reprise import cli
from reprise.commands.demo import blind_test, songs
songs.SONGS, songs._SECONDS = songs.SONGS[:1], 2
blind_test.PROMPTS, blind_test._SECONDS = blind_test.PROMPTS[:1], 2
cli.main()
"""


def demo(data_dir: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as it is, but for the number of songs."""
    command = [sys.executable, "-c", ONE_SONG, "demo", "--data-dir", str(data_dir), *options]
    own = os.environ | environment
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=own, check=False)


def told(data_dir: Path) -> dict[str, Any]:
    done = demo(data_dir, "--json")
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def rows(data_dir: Path) -> dict[str, int]:
    tables = ("prompts", "audio_samples", "feedback", "experts", "conversations", "conversation_feedback")
    tables += ("adapters", "ab_pairs", "raters", "ab_votes")
    tables += ("email_leads", "interview_sessions", "interview_feedbacks", "counted_votes")
    with sqlite3.connect(data_dir / "reprise.db") as connection:
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}


def test_every_app_has_something_and_a_second_run_adds_nothing(tmp_path: Path) -> None:
    first = told(tmp_path)
    assert first["new"] is True and first["interview"]["score"] > 0
    before = rows(tmp_path)
    # One job of two samples, and two pairs of the blind test.
    assert before["audio_samples"] == 6 and before["feedback"] == 3
    assert (before["ab_pairs"], before["raters"], before["ab_votes"]) == (2, 3, 6)
    assert (before["experts"], before["conversations"]) == (20, 12)
    assert min(before.values()) > 0
    again = told(tmp_path)
    assert again["new"] is False
    assert rows(tmp_path) == before


def test_with_accounts_it_needs_an_admin(tmp_path: Path) -> None:
    refused = demo(tmp_path, REPRISE_AUTH="accounts")
    assert refused.returncode == 2
    assert "reprise user add --role admin" in refused.stderr and "Traceback" not in refused.stderr
