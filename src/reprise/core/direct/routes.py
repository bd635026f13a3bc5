"""Finds the routes that can be answered the short way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Match, compile_path
from starlette.types import Message, Receive, Scope, Send

from reprise.core.direct.asking import Direct, Guard, Values
from reprise.core.direct.reads import direct_read
from reprise.core.direct.writes import direct_write

_FOUND: Final = "reprise.direct"
_REFUSED: Final = "reprise.not_direct"


@dataclass(frozen=True, slots=True)
class _Place:
    """An address of a route."""

    address: re.Pattern[str]
    route: APIRoute
    direct: Direct


class DirectRoutes(BaseRoute):
    """Stands before all other routes; knows some of them."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, int], list[_Place]] = {}
        """By method and number of slashes: hardly two share both."""

    def add(self, router: APIRouter, prefixes: Sequence[str], guards: Sequence[Guard]) -> None:
        """Those of its routes that can be answered so.

        It is included with each of the prefixes, and with the guards as dependencies.
        """
        for route in router.routes:
            direct = direct_write(route, guards) or direct_read(route, guards)
            if direct is not None and isinstance(route, APIRoute):
                for method, prefix in product(route.methods or (), prefixes):
                    path = prefix + route.path
                    place = _Place(compile_path(path)[0], route, direct)
                    self._places.setdefault((method, path.count("/")), []).append(place)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        # Traces, where somebody has them made, come from FastAPI.
        if _REFUSED in scope or scope.get("fastapi.telemetry") is not None:
            return Match.NONE, {}
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        for place in self._places.get((scope.get("method", ""), path.count("/")), ()):
            found = place.address.match(path)
            if found is not None:
                return Match.FULL, {
                    "route": place.route,
                    "endpoint": place.route.endpoint,
                    _FOUND: (place.direct, found.groupdict()),
                }
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        direct: Direct
        values: Values
        direct, values = scope[_FOUND]
        request = Request(scope, receive, send)
        try:
            response = await direct.answer(request, values)
            body = b"" if response is not None else await request.body()
        except ClientDisconnect:
            # As FastAPI: nobody is there to read it.
            response = Response(status_code=400)
        if response is not None:
            await response(scope, receive, send)
            return
        scope[_REFUSED] = True
        await scope["router"](scope, _again(body, receive), send)


def _again(body: bytes, receive: Receive) -> Receive:
    """Receives a body that was read already, and then what comes after it."""
    told = False

    async def receive_again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
