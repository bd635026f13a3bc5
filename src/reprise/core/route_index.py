"""Routers found by the beginning of an address: to try them all took longer than most requests do."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

_FOUND: Final = "reprise.found"


class RouteIndex(BaseRoute):
    """Stands before the routers that it knows, and leaves to them what it does not find.

    It says what they would say one after the other: it only leaves out those that cannot know an address.
    """

    def __init__(self) -> None:
        self._by_prefix: dict[str, dict[str, list[BaseRoute]]] = {}

    def add(self, prefix: str, router: APIRouter, included: BaseRoute) -> None:
        """`included` is what `router` became where it was included with `prefix`; in the order of those."""
        by_head = self._by_prefix.setdefault(prefix, {})
        heads = {_head(route.path or "") for route in iter_route_contexts(router.routes)}
        if any("{" in head for head in heads):
            raise ValueError(
                f"a route below {prefix or '/'} begins with a parameter: it cannot be found by that"
            )
        for head in heads:
            by_head.setdefault(head, []).append(included)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        for prefix, by_head in self._by_prefix.items():
            if path.startswith(prefix):
                for included in by_head.get(_head(path[len(prefix) :]), ()):
                    match, found = included.matches(scope)
                    if match is Match.FULL:
                        return match, {**found, _FOUND: included}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        included: BaseRoute = scope[_FOUND]
        await included.handle(scope, receive, send)


def _head(path: str) -> str:
    return path[1:].partition("/")[0]
