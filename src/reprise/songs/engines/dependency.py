"""The configured engines, for routes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request

from reprise.songs.engines.protocol import Engine


async def _engines(request: Request) -> Mapping[str, Engine]:
    engines: Mapping[str, Engine] = request.app.state.engines
    return engines


Engines = Annotated[Mapping[str, Engine], Depends(_engines)]
"""By name, in the order of the setting: the first is the default."""
