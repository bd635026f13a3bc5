"""Write the API's schema and the page's generated client; with --check only compare them with the API."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reprise.app import create_app
from reprise.core.context import open_core
from reprise.core.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
API = Path("src") / "api"


def main(arguments: list[str]) -> int:
    if arguments != ["--check"]:
        generate(WEB)
        return 0
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory)
        lay_out(copy)
        generate(copy)
        stale = differing(copy / API, WEB / API)
    for name in stale:
        print(f"client: web/{API}/{name} does not match the API; run make client.", file=sys.stderr)
    return 1 if stale else 0


def lay_out(copy: Path) -> None:
    for path in WEB.iterdir():
        if path.is_file():
            shutil.copy(path, copy)
    shutil.copytree(WEB / API, copy / API)
    (copy / "node_modules").symlink_to(WEB / "node_modules")


def generate(web: Path) -> None:
    (web / API / "openapi.json").write_text(schema(), encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = ["npm", "run", "--silent", "generate"]
    subprocess.run(command, cwd=web, env=os.environ | {"PATH": path}, stdout=subprocess.DEVNULL, check=True)


def schema() -> str:
    with tempfile.TemporaryDirectory() as directory:
        app = create_app(open_core(Settings(data_dir=Path(directory))), {})
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"


def differing(one: Path, other: Path) -> list[str]:
    names = {path.name for folder in (one, other) for path in folder.iterdir() if path.is_file()}
    return sorted(name for name in names if content(one / name) != content(other / name))


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
