"""Routes that only read, and ask for nothing but the request and what stands in its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, create_model
from starlette.routing import BaseRoute

from reprise.core.direct.asking import Guard, Values


@dataclass(frozen=True, slots=True)
class DirectRead:
    route: APIRoute
    guards: Sequence[Guard]
    asked: type[BaseModel]
    names: frozenset[str]
    """Of what may stand in the query."""
    request_name: str

    async def answer(self, request: Request, values: Values) -> Response | None:
        query = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        told = dict(query)
        if len(told) != len(query) or not self.names.issuperset(told):
            return None
        try:
            asked = self.asked.model_validate({**told, **values})
        except ValueError:
            return None
        for guard in self.guards:
            await guard(request)
        # What is not given has the default that the function says itself.
        given = {name: getattr(asked, name) for name in asked.model_fields_set}
        answer: Response = await self.route.endpoint(**given, **{self.request_name: request})
        return answer


def direct_read(route: BaseRoute, guards: Sequence[Guard]) -> DirectRead | None:
    """None for a route that asks for more, or answers with what FastAPI has to turn into text.

    What stands in the path must be ids: another route, whose path is a word in their place, may come first.
    """
    if not isinstance(route, APIRoute) or route.methods != {"GET"}:
        return None
    asked = route.dependant
    if asked.request_param_name is None or asked.dependencies or asked.header_params or asked.cookie_params:
        return None
    if any(one.field_info.annotation is not UUID for one in asked.path_params):
        return None
    if any(one.field_info.is_required() or one.alias != one.name for one in asked.query_params):
        return None
    if not issubclass(signature(route.endpoint, eval_str=True).return_annotation, Response):
        return None
    fields: dict[str, Any] = {
        one.name: (one.field_info.annotation, one.field_info)
        for one in (*asked.path_params, *asked.query_params)
    }
    names = frozenset(one.name for one in asked.query_params)
    return DirectRead(route, guards, create_model("Asked", **fields), names, asked.request_param_name)
