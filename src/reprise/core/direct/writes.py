"""Routes that write in groups, and ask for nothing but their body and the request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request, Response
from pydantic import TypeAdapter
from starlette.routing import BaseRoute

from reprise.core.direct.asking import Guard, Values
from reprise.core.idempotency.routing import IdempotentRoute, note_attempt

_JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class DirectWrite:
    route: IdempotentRoute
    guards: Sequence[Guard]
    body: TypeAdapter[Any]
    body_name: str
    request_name: str

    async def answer(self, request: Request, _: Values) -> Response | None:
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


def direct_write(route: BaseRoute, guards: Sequence[Guard]) -> DirectWrite | None:
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
    return DirectWrite(route, guards, TypeAdapter(model), body.name, asked.request_param_name)
