"""The commands as people type them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import tied
from tests.support.processes import ServerProcess

REPRISE = Path(sys.executable).with_name("reprise")


def reprise(*arguments: object, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REPRISE_")}
    return subprocess.run(
        [REPRISE, *map(str, arguments)],
        cwd=cwd,
        env=environment | {"REPRISE_DATA_DIR": str(cwd / "data")} | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_generate_writes_a_file_and_one_json_document(tmp_path: Path) -> None:
    asked = ("generate", "happy house, 124 bpm, with vocals", "-o", "song.flac", "--duration", 2, "--seed", 7)
    done = reprise(*asked, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["sha256"] == hashlib.sha256((tmp_path / "song.flac").read_bytes()).hexdigest()
    assert (facts["seed"], facts["duration"], facts["not_understood"]) == (7, 2.0, ["vocals"])
    assert not (tmp_path / "data").exists(), "it needs no data directory"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["song.flac"], "nothing else is left behind"


def test_the_same_seed_gives_the_same_file_and_another_seed_another(tmp_path: Path) -> None:
    def digest(name: str, seed: int) -> str:
        done = reprise("generate", "folk guitar", "-o", name, "--duration", 2, "--seed", seed, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()

    assert digest("a.flac", 1) == digest("b.flac", 1) != digest("c.flac", 2)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("x", "-o", "x.mp3"), ".flac"),
        (("x", "-o", "nowhere/x.flac"), "no such directory"),
        (("x", "-o", "x.flac", "--duration", "999"), "at most 240"),
        (("x", "-o", "x.flac", "--duration", "0.1"), "at least 1"),
        (("x", "-o", "x.flac", "--seed", "-1"), "--seed"),
        (("x", "-o", "x.flac", "--engine", "nope"), "'nope'"),
        (("x", "-o", "x.flac", "-p", "nope=1"), "'nope'"),
        (("x", "-o", "x.flac", "-p", "tempo=9"), "between -1 and 1"),
        (("x", "-o", "x.flac", "-p", "tempo"), "name=number"),
        (("x", "-o", "x.flac", "-p", "tempo=nan"), "between -1 and 1"),
        ((" ", "-o", "x.flac"), "1 to 2000"),
        (("x" * 2001, "-o", "x.flac"), "1 to 2000"),
    ],
)
def test_what_cannot_be_generated_is_refused_with_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], named: str
) -> None:
    done = reprise("generate", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_doctor_changes_nothing_and_says_what_is_missing(tmp_path: Path) -> None:
    done = reprise("doctor", "--json", cwd=tmp_path)
    document = json.loads(done.stdout)
    assert (done.returncode, document["healthy"]) == (0, True)
    states = {finding["part"]: finding["state"] for finding in document["findings"]}
    assert (states["database"], states["workers"], states["engine composer"]) == ("ok", "missing", "ok")
    assert not (tmp_path / "data").exists()


def test_doctor_names_what_is_broken_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://someone:hunter2@127.0.0.1:{tied.free_port()}/nothing"
    done = reprise("doctor", "--json", cwd=tmp_path, REPRISE_DATABASE_URL=url)
    findings = {finding["part"]: finding for finding in json.loads(done.stdout)["findings"]}
    assert (done.returncode, findings["database"]["state"]) == (1, "broken")
    assert "hunter2" not in done.stdout + done.stderr


def test_migrate_is_idempotent(tmp_path: Path) -> None:
    first, second = (json.loads(reprise("migrate", "--json", cwd=tmp_path).stdout) for _ in range(2))
    assert (first["changed"], second["changed"]) == (True, False)
    assert first["revision"] == second["revision"]


def test_the_token_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first, second = (reprise("token", cwd=tmp_path).stdout for _ in range(2))
    assert first == second
    assert len(first.strip()) >= 32
    data = tmp_path / "data"
    assert data.stat().st_mode & 0o777 == 0o700
    assert {
        (data / name).stat().st_mode & 0o777 for name in ("token", "secret_key") if (data / name).exists()
    } == {0o600}


@pytest.mark.parametrize(
    ("arguments", "settings", "named"),
    [
        ((), {"REPRISE_WOKERS": "2"}, "REPRISE_WOKERS"),
        ((), {"REPRISE_WORKERS": "many"}, "REPRISE_WORKERS"),
        ((), {"REPRISE_AUTH": "none"}, "REPRISE_AUTH"),
        ((), {"REPRISE_DATABASE_URL": "mysql://x"}, "REPRISE_DATABASE_URL"),
        ((), {"REPRISE_DATABASE_URL": "sqlite:///:memory:"}, "REPRISE_DATABASE_URL"),
        ((), {"REPRISE_STORAGE_URL": "ftp://x"}, "REPRISE_STORAGE_URL"),
        ((), {"REPRISE_ENGINES": "nope"}, "nope"),
        (("--host", "0.0.0.0"), {}, "--host 0.0.0.0"),
        (("--host", "192.168.1.1"), {"REPRISE_AUTH": "open"}, "--host 192.168.1.1"),
    ],
)
def test_serve_refuses_an_impossible_setting_with_a_sentence_that_names_it(
    tmp_path: Path, arguments: tuple[str, ...], settings: dict[str, str], named: str
) -> None:
    done = reprise("serve", "--port", 0, *arguments, cwd=tmp_path, **settings)
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_said_at_once(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = reprise("serve", "--port", taken.getsockname()[1], cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot listen" in done.stderr


def test_a_database_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    import sqlite3

    assert reprise("migrate", cwd=tmp_path).returncode == 0
    with sqlite3.connect(tmp_path / "data" / "reprise.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    done = reprise("serve", "--port", 0, cwd=tmp_path)
    assert done.returncode == 2
    assert "newer Reprise" in done.stderr


def test_the_api_and_the_command_line_make_the_same_bytes(tmp_path: Path) -> None:
    server = ServerProcess(tmp_path / "data")
    server.start()
    try:
        server.wait_ready()
        with server.client() as client:
            text = "slow sad piano in D minor, 60 bpm"
            prompt = client.post("/api/v1/prompts", json={"text": text}).json()
            asked = {"prompt_id": prompt["id"], "duration": 3, "seed": 11, "num_samples": 2}
            job = client.post("/api/v1/generate", json=asked).json()
            path = f"/api/v1/generate/{job['id']}"
            tied.until(lambda: client.get(path).json()["status"] == "completed", 60, lambda: server.log)
            samples = [client.get(f"/audio/{id_}").json() for id_ in client.get(path).json()["audio_ids"]]
        # Also while a server runs on the same data directory.
        for sample in samples:
            done = reprise(
                "generate", text, "-o", "song.flac", "--duration", 3, "--seed", sample["seed"], cwd=tmp_path
            )
            assert done.returncode == 0, done.stderr
            digest = hashlib.sha256((tmp_path / "song.flac").read_bytes()).hexdigest()
            assert digest == sample["sha256"]
        assert samples[0]["seed"] == 11
        assert samples[0]["sha256"] != samples[1]["sha256"]
    finally:
        server.close()
