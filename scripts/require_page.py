"""Build hook: a wheel without the page would install and then show nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RequirePage(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable" and not Path(self.root, "src/reprise/page/index.html").exists():
            raise SystemExit("The page is not built: run `make wheel`, which builds it first.")
