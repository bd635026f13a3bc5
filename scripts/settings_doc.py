"""Write docs/settings.md from the settings class; with --check only compare."""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from reprise.core.settings import PREFIX, Settings

PAGE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
HEAD = """# Settings

Read from the environment, then from `.env`, then from `reprise.toml` in the working directory (there in
lower case and without the prefix). An unknown or impossible setting stops the start with a sentence that
names it.
This page is generated from the code by `make docs`.

| setting | default | meaning |
|---|---|---|
"""


def page() -> str:
    return HEAD + "".join(_row(name, field) for name, field in Settings.model_fields.items())


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{PREFIX}{name.upper()}` | {_default(name, field)} | {field.description} |\n"


def _default(name: str, field: FieldInfo) -> str:
    if name == "data_dir":
        return "`$XDG_DATA_HOME/reprise` or `~/.local/share/reprise`"
    value = field.default
    shown = value.get_secret_value() if hasattr(value, "get_secret_value") else value
    return "" if shown in ("", PydanticUndefined) else f"`{shown}`"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        if PAGE.read_text() != page():
            sys.exit("docs/settings.md does not match the settings; run make docs.")
    else:
        PAGE.write_text(page())
