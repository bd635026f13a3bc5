"""What the API's description promises to its readers."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from tests.api.studio import API, Json, Studio

SAFE_CODES = {"200", "201", "202", "204", "206", "303"}
WITHOUT_CONTENT = {"204", "303"}


@pytest.fixture
def database_kind() -> str:
    """Nothing here depends on the kind of database."""
    return "sqlite"


def operations(app: FastAPI) -> dict[str, Json]:
    return {
        f"{method.upper()} {path}": operation
        for path, found in app.openapi()["paths"].items()
        for method, operation in found.items()
    }


def test_every_operation_says_what_it_does_and_what_it_answers(app: FastAPI) -> None:
    for label, operation in operations(app).items():
        assert operation["description"], label
        assert operation["tags"], label
        successes = {code: answer for code, answer in operation["responses"].items() if code in SAFE_CODES}
        assert successes, label
        for code, answer in successes.items():
            described = [media.get("schema") for media in answer.get("content", {}).values()]
            assert code in WITHOUT_CONTENT or (described and all(described)), (label, code)


def test_every_refusal_is_described_in_one_shape(app: FastAPI) -> None:
    for label, operation in operations(app).items():
        if label.split()[1].startswith(API):
            for code in ("400", "401", "403", "404", "422", "503"):
                schema = operation["responses"][code]["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ErrorBody"}, (label, code)


def test_names_of_operations_are_unique(app: FastAPI) -> None:
    names = [operation["operationId"] for operation in operations(app).values()]
    assert len(names) == len(set(names))


def test_the_description_is_openapi_3_1(app: FastAPI) -> None:
    document = app.openapi()
    assert document["openapi"] == "3.1.0"
    assert "HTTPValidationError" not in str(document)


def test_only_the_door_and_health_are_open(app: FastAPI) -> None:
    opened = {label for label, operation in operations(app).items() if operation.get("security") == []}
    assert opened == {
        "GET /healthz",
        "GET /readyz",
        "GET /metrics",
        f"POST {API}/auth/session",
        f"DELETE {API}/auth/session",
        f"GET {API}/shared-session",
        *(f"POST {API}/auth/{name}" for name in ("login", "register", "reset")),
        f"GET {API}/auth/options",
        # Whoever has an invite to rate, and visitors of the chat, have no account.
        f"POST {API}/ab-tests/{{ab_test_id}}/raters",
        *(f"POST {API}/experts/{name}" for name in ("chat", "email-capture", "feedback")),
        *(f"POST /api/{name}" for name in ("chat", "email-capture", "feedback")),
        f"GET {API}/experts/chat/{{conversation_id}}",
        f"GET {API}/experts/visitor",
        f"GET {API}/experts/visits/{{conversation_id}}/{{expert_id}}",
    }
    assert app.openapi()["security"] == [{"bearer": []}]


def example_of(schema: Json, schemas: Json) -> Any:
    """The body that the examples and defaults of a schema make together."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "examples" in schema:
        return schema["examples"][0]
    if "properties" not in schema:
        return schema.get("default")
    made = {name: example_of(part, schemas) for name, part in schema["properties"].items()}
    return {name: value for name, value in made.items() if value is not None}


async def test_the_examples_are_accepted(app: FastAPI, studio: Studio, client: httpx.AsyncClient) -> None:
    schemas = app.openapi()["components"]["schemas"]
    prompt = example_of(schemas["PromptCreate"], schemas)
    assert prompt["attributes"]["instruments"] == {"primary": ["piano"], "secondary": ["strings"]}
    made = await client.post(f"{API}/prompts", json=prompt)
    assert made.status_code == 201, made.text
    asked = example_of(schemas["GenerateRequest"], schemas)
    assert asked["engine"] == "composer"
    answer = await client.post(f"{API}/generate", json=asked | {"prompt_id": made.json()["id"]})
    assert answer.status_code == 202, answer.text


async def test_the_reader_asks_nobody_else(client: httpx.AsyncClient) -> None:
    page = (await client.get("/docs")).text
    assert "swagger-ui" in page
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", page)


@pytest.mark.parametrize("path", ["/songs", "/interviews/7", "/experts", "/insights", "/chat", "/settings"])
async def test_addresses_of_the_page_are_no_api(path: str, app: FastAPI, client: httpx.AsyncClient) -> None:
    assert not any(found.startswith(path) for found in app.openapi()["paths"])
    assert (await client.get(path)).headers["content-type"].startswith("text/html")
