"""The OpenAPI document: FastAPI's, with our own shape of errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute

from reprise import __version__
from reprise.core.errors import ErrorBody
from reprise.core.idempotency.routing import HEADER

ADDRESS: Final = "/openapi.json"
_OURS = "#/components/schemas/ErrorBody"
_COMPONENTS = "#/components/schemas/{model}"
_FASTAPIS = "#/components/schemas/HTTPValidationError"
_IDEMPOTENCY_KEY: Final[dict[str, Any]] = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x21-\x7e]+$"},
    "description": "Makes it safe to send a request again: for 24 hours the same key with the same request "
    "gets the same answer, with `Idempotency-Replayed: true`, and nothing is done again. With another "
    "request the key is refused (409). An answer that holds a secret or somebody's own text "
    "(`x-unkept-answer`) is not kept: once that was done, a repeated request is refused (409).",
}


def described_errors(*codes: int) -> dict[int | str, dict[str, Any]]:
    """What routes may answer besides what they say themselves, for `responses=`.

    As documents, not as models: FastAPI makes a validator of each model for every route and code, which took
    four fifths of the time of an application's first request.
    """
    return {
        code: {
            "description": HTTPStatus(code).phrase,
            "content": {"application/json": {"schema": {"$ref": _OURS}}},
        }
        for code in codes
    }


def install_openapi(app: FastAPI, built: Path, describe: Callable[[], dict[str, Any]]) -> None:
    """Serve the document at `ADDRESS`: the one that was built with the page, where there is one.

    Making it leaves 12 MB with the process for good, which is most of what a running server may grow by.
    """

    async def show(request: Request) -> Response:
        root, file = request.scope.get("root_path", ""), built / ADDRESS.lstrip("/")
        if not file.is_file():
            return JSONResponse(_served_below(root, describe()))
        if not root:
            return FileResponse(file, headers={"Cache-Control": "no-cache"})
        return JSONResponse(_served_below(root, json.loads(file.read_bytes())))

    app.openapi = describe  # type: ignore[method-assign]  # FastAPI's documented way to extend it
    app.add_route(ADDRESS, show, methods=["GET", "HEAD"])


def _served_below(root: str, document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "servers": [{"url": root}]} if root else document


def document_of(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    document = get_openapi(
        title="Reprise",
        version=__version__,
        summary="The feedback studio for generative AI.",
        routes=routes,
        openapi_version="3.1.0",
    )
    for path in document["paths"].values():
        for method, operation in path.items():
            _mend(operation)
            # As `IdempotentRoute.takes_key` has it.
            if method in {"post", "put", "patch", "delete"} and _takes_key(operation):
                operation["parameters"] = [*operation.get("parameters", []), _IDEMPOTENCY_KEY]
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas.update(_error_schemas())
    document["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"bearer": []}]
    return document


def _takes_key(operation: dict[str, Any]) -> bool:
    return operation.get("security") != [] and "x-read-only" not in operation


def _error_schemas() -> dict[str, Any]:
    body = ErrorBody.model_json_schema(ref_template=_COMPONENTS)
    return {**body.pop("$defs", {}), "ErrorBody": body}


def _mend(operation: dict[str, Any]) -> None:
    for response in operation["responses"].values():
        for kind, media in response.get("content", {}).items():
            if kind == "text/event-stream" and "oneOf" in media.get("schema", {}):
                media["schema"] = _event_of(media["schema"])
            if media.get("schema", {}).get("$ref") == _FASTAPIS:
                media["schema"]["$ref"] = _OURS


def _event_of(schema: dict[str, Any]) -> dict[str, Any]:
    """A stream consists of events; FastAPI describes the documents in their data as if they were all."""
    documents = {name: part for name, part in schema.items() if name not in {"type", "title"}}
    data = {"type": "string", "contentMediaType": "application/json", "contentSchema": documents}
    return {"type": "object", "required": ["data"], "properties": {"data": data}}
