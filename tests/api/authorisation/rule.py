"""What a rule says of a route."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.api.authorisation.kinds import Actor, Ids, Kind
from tests.api.authorisation.scene import Scene

Fields = Callable[[Scene, Actor, Ids], dict[str, Any]]
"""What goes into the request besides the path, as arguments of httpx."""


def _none(_: Scene, __: Actor, ___: Ids) -> dict[str, Any]:
    return {}


def body(**fields: Any) -> Fields:
    return lambda scene, actor, ids: {"json": fields}


@dataclass(frozen=True)
class Rule:
    kind: Kind
    subject: Callable[[Scene], Awaitable[Ids]] = Scene.nothing
    fields: Fields = field(default=_none)
