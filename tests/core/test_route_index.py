"""What the index of routers finds is what they would find one after the other."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Match

from reprise.api_routes import api_routes
from reprise.core.route_index import RouteIndex


def scope_of(method: str, path: str, root_path: str = "") -> dict[str, Any]:
    return {"type": "http", "method": method, "path": path, "root_path": root_path, "headers": []}


def test_every_address_leads_to_the_router_that_is_first_in_line() -> None:
    index, *routers = api_routes()[1:]
    assert isinstance(index, RouteIndex)
    seen = 0
    for context in iter_route_contexts(routers):
        for method in context.methods or ():
            path = (context.path or "").replace("{", "").replace("}", "")
            first = _first(routers, method, path)
            for root_path in ("", "/below"):
                found, scope = index.matches(scope_of(method, root_path + path, root_path))
                assert (found, first in scope.values()) == (Match.FULL, True), (method, path)
            seen += 1
    assert seen > 200


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "/api/v1/feedback"), ("GET", "/api/v1/nothing"), ("GET", "/"), ("GET", "/feed")],
)
def test_what_no_router_knows_is_left_to_them(method: str, path: str) -> None:
    assert api_routes()[1].matches(scope_of(method, path))[0] is Match.NONE


def test_a_route_that_begins_with_a_parameter_cannot_be_found() -> None:
    router, app = APIRouter(), FastAPI()
    router.add_api_route("/{anything}", lambda anything: anything)
    app.include_router(router)
    with pytest.raises(ValueError, match="begins with a parameter"):
        RouteIndex().add("", router, app.routes[-1])


def _first(routers: list[BaseRoute], method: str, path: str) -> BaseRoute:
    return next(r for r in routers if r.matches(scope_of(method, path))[0] is Match.FULL)
