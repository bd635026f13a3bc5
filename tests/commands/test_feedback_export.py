"""`reprise feedback export` as people type it, without a server."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pyarrow import parquet
from tests.commands.test_command_line import reprise
from tests.support.feedback_rows import Written, insert_feedback

ROWS = 2_500


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def written(home: Path) -> Written:
    assert reprise("migrate", cwd=home).returncode == 0
    return insert_feedback(home / "data", ROWS, jobs=20)


def test_every_format_has_every_row(home: Path, written: Written) -> None:
    for format_ in ("csv", "jsonl", "parquet"):
        done = reprise("feedback", "export", "-o", f"all.{format_}", "--json", cwd=home)
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert (told["file"], told["format"], told["rows"]) == (f"all.{format_}", format_, ROWS)
        assert told["bytes"] == (home / f"all.{format_}").stat().st_size
    lines = [json.loads(line) for line in (home / "all.jsonl").read_text().splitlines()]
    with (home / "all.csv").open(newline="") as file:
        from_csv = [row["id"] for row in csv.DictReader(file)]
    from_parquet = parquet.read_table(home / "all.parquet").column("id").to_pylist()
    assert [row["id"] for row in lines] == from_csv == from_parquet
    assert len(set(from_csv)) == ROWS
    assert not list(home.glob(".*"))


def test_filters_and_the_sentence(home: Path, written: Written) -> None:
    asked = ("--job", written.jobs[0], "--rating-min", 4, "--from", "2020-01-01", "--effective")
    done = reprise("feedback", "export", "-o", "some.txt", "--format", "jsonl", *asked, cwd=home)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (home / "some.txt").read_text().splitlines()]
    assert 0 < len(rows) < ROWS / 20
    assert {row["job_id"] for row in rows} == {str(written.jobs[0])}
    assert min(row["rating"] for row in rows) >= 4
    assert all(row["effective"] for row in rows)
    assert done.stdout.startswith(f"some.txt: {len(rows)} rows of feedback, ")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("-o", "x.xml"), "end it in .csv, .jsonl or .parquet"),
        (("-o", "nowhere/x.csv"), "a directory that is there"),
        (("-o", "x.csv", "--from", "yesterday"), "write a date like"),
        (("-o", "x.csv", "--to", "9999-12-31"), "outside the calendar"),
    ],
)
def test_what_cannot_be_is_one_sentence(asked: tuple[str, ...], told: str, home: Path) -> None:
    done = reprise("feedback", "export", *asked, cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (home / asked[1]).exists()
