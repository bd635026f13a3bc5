"""`reprise adapters import` and `reprise generate --adapter` as people type them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.commands.peft_files import LAYER, halves, write
from tests.commands.test_command_line import reprise


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@contextmanager
def _database(home: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(home / "data" / "reprise.db")
    try:
        yield connection
    finally:
        connection.close()


def _import(home: Path, directory: Path, name: str) -> dict[str, Any]:
    done = reprise("adapters", "import", directory, "--name", name, "--json", cwd=home)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_directory_is_kept_for_the_neural_engine_and_only_once(home: Path) -> None:
    directory = write(home / "first")
    told = _import(home, directory, "Late")
    assert (told["name"], told["engine"], told["version"]) == ("Late", "musicgen", 1)
    assert (told["active"], told["known"], told["rank"], told["pairs"]) == (True, False, 4, 2)
    for file in directory.iterdir():
        stored = home / "data" / "files" / "adapters" / told["sha256"] / file.name
        assert stored.read_bytes() == file.read_bytes()
    assert _import(home, directory, "Late") == told | {"known": True}
    second = _import(home, write(home / "second", halves(f"{LAYER}.q_proj", b=0.25)), "Late")
    assert (second["adapter_id"], second["version"], second["active"]) == (told["adapter_id"], 2, False)
    with _database(home) as database:
        weights, digest = database.execute(
            "SELECT weights, weights_sha256 FROM adapter_versions WHERE number = 1"
        ).fetchone()
        kinds = [kind for (kind,) in database.execute("SELECT kind FROM adapter_changes ORDER BY id")]
    assert digest == told["sha256"] == json.loads(weights)["sha256"]
    for file in json.loads(weights)["files"]:
        content = (directory / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert kinds == ["created", "version_added", "activated", "version_added"]


def test_it_is_said_that_the_engine_is_yet_to_come(home: Path) -> None:
    done = reprise("adapters", "import", write(home / "third"), "--name", "Early", cwd=home)
    assert done.returncode == 0, done.stderr
    assert "kept for that engine, which this version of Reprise does not have yet" in done.stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("nowhere", "--name", "x"), "no such directory"),
        (("silent", "--name", "x"), "every lora_B is zero"),
        (("whole", "--name", " "), "--name"),
        (("whole", "--name", "x", "--engine", "composer"), "musicgen alone"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_leaves_nothing(
    asked: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    write(tmp_path / "silent", halves("q_proj", b=0.0))
    write(tmp_path / "whole")
    done = reprise("adapters", "import", *asked, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_file_of_deltas_makes_what_an_adapter_of_them_makes(tmp_path: Path) -> None:
    deltas = {"tempo": 0.5, "brightness": -0.5}
    (tmp_path / "deltas.json").write_text(json.dumps(deltas))
    (tmp_path / "version.json").write_text(json.dumps({"number": 1, "parameters": deltas}))
    (tmp_path / "zero.json").write_text("{}")

    def digest(*asked: object) -> str:
        done = reprise(
            *("generate", "folk guitar", "-o", "x.flac", "--duration", 2, "--seed", 1, *asked), cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        assert not (tmp_path / "data").exists()
        return hashlib.sha256((tmp_path / "x.flac").read_bytes()).hexdigest()

    changed = digest("--adapter", "deltas.json")
    assert changed == digest("--adapter", "version.json")
    assert changed == digest("-p", "tempo=0.5", "-p", "brightness=-0.5")
    assert digest("--adapter", "zero.json") == digest() != changed


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read"),
        ("{", "not JSON"),
        ("[0.5]", "deltas by name"),
        ('{"tempo": "fast"}', "tempo is not a number"),
        ('{"tempo": NaN}', "tempo is not a number"),
        ('{"tempo": 1.5}', "between -1 and 1"),
        ('{"loudness": 0}', "no parameter 'loudness'"),
    ],
)
def test_a_file_that_holds_no_deltas_is_said(content: str | None, told: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "deltas.json").write_text(content)
    done = reprise("generate", "x", "-o", "x.flac", "--adapter", "deltas.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not (tmp_path / "x.flac").exists()
