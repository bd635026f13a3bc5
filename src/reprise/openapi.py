"""The OpenAPI document: FastAPI's, with our own shape of errors."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from reprise.core.errors import ErrorBody

_OURS = "#/components/schemas/ErrorBody"
_COMPONENTS = "#/components/schemas/{model}"
_FASTAPIS = "#/components/schemas/HTTPValidationError"


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


def install_openapi(app: FastAPI) -> None:
    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend it


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title, version=app.version, summary=app.summary, routes=app.routes, openapi_version="3.1.0"
    )
    for path in document["paths"].values():
        for operation in path.values():
            _mend(operation)
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas.update(_error_schemas())
    document["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"bearer": []}]
    return document


def _error_schemas() -> dict[str, Any]:
    body = ErrorBody.model_json_schema(ref_template=_COMPONENTS)
    return {**body.pop("$defs", {}), "ErrorBody": body}


def _mend(operation: dict[str, Any]) -> None:
    for response in operation["responses"].values():
        for media in response.get("content", {}).values():
            if media.get("schema", {}).get("$ref") == _FASTAPIS:
                media["schema"]["$ref"] = _OURS
