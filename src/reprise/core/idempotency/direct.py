"""The short way to routes that write in groups.

FastAPI looks twice for a route of an included router, solves dependencies one by one, and keeps a stack of
contexts for each of three purposes: together that cost more than all that is stored. A request that is in
order is answered here without any of it. Whatever is not in order goes to FastAPI, which says what is wrong:
nothing of that is said twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Match
from starlette.types import Message, Receive, Scope, Send

from reprise.core.idempotency.routing import IdempotentRoute, note_attempt

_ROUTE: Final = "reprise.direct"
_REFUSED: Final = "reprise.not_direct"
_JSON: Final = "application/json"

Guard = Callable[[Request], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class _Direct:
    """A route that asks for nothing but its body and the request."""

    route: IdempotentRoute
    guards: Sequence[Guard]
    body: TypeAdapter[Any]
    body_name: str
    request_name: str

    async def answer(self, request: Request) -> Response | None:
        """None where FastAPI is to answer."""
        if request.headers.get("content-type") != _JSON:
            return None
        try:
            payload = self.body.validate_json(await request.body())
        except ValueError:
            return None
        await note_attempt(request, self.route)
        for guard in self.guards:
            await guard(request)
        answer: Response = await self.route.endpoint(**{self.body_name: payload, self.request_name: request})
        return answer


class DirectRoutes(BaseRoute):
    """Stands before all other routes; knows some of them by their whole address."""

    def __init__(self) -> None:
        self._routes: dict[tuple[str, str], _Direct] = {}

    def add(self, router: APIRouter, prefixes: Sequence[str], guards: Sequence[Guard]) -> None:
        """Those of its routes that can be answered so.

        It is included with each of the prefixes, and with the guards as dependencies.
        """
        for route in router.routes:
            direct = _direct(route, guards)
            if direct is not None:
                places = product(direct.route.methods or (), prefixes)
                self._routes |= {(method, prefix + direct.route.path): direct for method, prefix in places}

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        direct = self._routes.get((scope.get("method", ""), path))
        # Traces, where somebody has them made, come from FastAPI.
        if direct is None or _REFUSED in scope or scope.get("fastapi.telemetry") is not None:
            return Match.NONE, {}
        return Match.FULL, {"route": direct.route, "endpoint": direct.route.endpoint, _ROUTE: direct}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        direct: _Direct = scope[_ROUTE]
        request = Request(scope, receive, send)
        try:
            response = await direct.answer(request)
            body = b"" if response is not None else await request.body()
        except ClientDisconnect:
            # As FastAPI: nobody is there to read it.
            response = Response(status_code=400)
        if response is not None:
            await response(scope, receive, send)
            return
        scope[_REFUSED] = True
        await scope["router"](scope, _again(body, receive), send)


def _direct(route: BaseRoute, guards: Sequence[Guard]) -> _Direct | None:
    """None for a route that does not write in groups, or asks for more than its body."""
    if not isinstance(route, IdempotentRoute) or not route.is_grouped:
        return None
    asked = route.dependant
    params = (asked.path_params, asked.query_params, asked.header_params, asked.cookie_params)
    if any(params) or asked.dependencies or len(asked.body_params) != 1 or asked.request_param_name is None:
        return None
    (body,) = asked.body_params
    model = body.field_info.annotation
    if model is None:
        return None
    return _Direct(route, guards, TypeAdapter(model), body.name, asked.request_param_name)


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
