"""`reprise generate` with notes and parts: the same bytes as from the API."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tests.commands.test_command_line import reprise
from tests.support import tied
from tests.support.processes import ServerProcess


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_api_and_the_command_line_give_the_same_notes_and_parts(tmp_path: Path) -> None:
    server = ServerProcess(tmp_path / "data")
    server.start()
    try:
        server.wait_ready()
        with server.client() as client:
            text = "slow sad piano in D minor, 60 bpm"
            prompt = client.post("/api/v1/prompts", json={"text": text}).json()
            asked = {"prompt_id": prompt["id"], "duration": 3, "seed": 11, "num_samples": 1}
            job = client.post("/api/v1/generate", json=asked | {"parameters": {"swing": 0.5}}).json()
            path = f"/api/v1/generate/{job['id']}"
            tied.until(lambda: client.get(path).json()["status"] == "completed", 60, lambda: server.log)
            sample = client.get(f"/audio/{client.get(path).json()['audio_ids'][0]}").json()
            address = f"/api/v1/audio/{sample['id']}/download"
            midi, stems = (client.get(address, params={"format": name}) for name in ("midi", "stems"))
            assert (midi.status_code, stems.status_code) == (200, 200), midi.text
    finally:
        server.close()
    options = ("-o", "a.flac", "--midi", "a.mid", "--stems", "a.zip", "--duration", 3, "--seed", 11)
    done = reprise("generate", text, *options, "-p", "swing=0.5", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert (facts["midi"], facts["stems"]) == ("a.mid", "a.zip")
    assert facts["technical_checks"] == sample["technical_checks"]
    assert digest((tmp_path / "a.mid").read_bytes()) == digest(midi.content)
    assert digest((tmp_path / "a.zip").read_bytes()) == digest(stems.content)


def test_the_parameters_are_in_the_help(tmp_path: Path) -> None:
    shown = " ".join(reprise("generate", "--help", cwd=tmp_path, COLUMNS="200").stdout.split())
    assert "--midi" in shown and "--stems" in shown
    for name in ("tempo", "density", "swing", "mode", "register", "brightness", "lead"):
        assert name in shown


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--midi", "a.midi"), "--midi a.midi: the file must end in .mid"),
        (("--stems", "a.tar"), "--stems a.tar: the file must end in .zip"),
        (("--stems", "nowhere/a.zip"), "there is no such directory"),
        (("--engine", "paced", "--midi", "a.mid"), "paced makes audio alone"),
    ],
)
def test_what_cannot_be_exported_is_refused_before_any_work(
    tmp_path: Path, options: tuple[str, ...], named: str
) -> None:
    root = str(Path(__file__).parents[2])
    engines = {"REPRISE_ENGINES": "composer,tests.support.engines:PacedEngine", "PYTHONPATH": root}
    done = reprise("generate", "x", "-o", "x.flac", *options, cwd=tmp_path, **engines)
    assert done.returncode == 2
    assert named in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == []
