"""Whoever writes stored files has said whether backups take them."""

from __future__ import annotations

import ast
from pathlib import Path

import reprise
from reprise.stored_files import STORED_FILES

PACKAGE = Path(reprise.__file__).parent
MADE_AGAIN = "made again when it is asked for"
WRITERS = {
    "songs/generation/runner.py": "audio_samples",
    "songs/adapters/importing.py": "adapter_versions",
    "songs/downloads/transcoding.py": MADE_AGAIN,
    "songs/abtests/voting/blind_audio.py": MADE_AGAIN,
}
"""The table whose rows name the files; add it to `reprise.stored_files`."""


def writes_files(code: str) -> bool:
    calls = [node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    methods = [func for func in calls if isinstance(func, ast.Attribute)]
    return any(
        method.attr in {"put", "put_file"} and ast.unparse(method.value).endswith("storage")
        for method in methods
    )


def test_every_writer_is_known() -> None:
    paths = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    found = {name for name, path in paths.items() if writes_files(path.read_text())}
    assert {name for name in found if not name.startswith("core/")} == set(WRITERS)


def test_a_writer_is_seen() -> None:
    assert writes_files("await core.storage.put_file(key, path)")
    assert writes_files("await self._storage.put(key, b'')")
    assert not writes_files("await queue.put(event)")


def test_backups_take_what_they_write() -> None:
    assert {source.table for source in STORED_FILES} == set(WRITERS.values()) - {MADE_AGAIN}
