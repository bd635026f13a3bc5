"""Whatever comes in, wrong in any field, is answered with a 4xx that names the field."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from tests.api import abtests_fields as abtests
from tests.api import accounts_fields as accounts
from tests.api import adapters_fields as adapters
from tests.api import comparing_fields as comparing
from tests.api import experts_fields as experts
from tests.api.feedback import wrong_fields as feedback
from tests.api.feedback_reading import wrong_fields as reading
from tests.api.interviews import wrong_fields as interviews
from tests.api.studio import API, Json, Studio

NAN, INFINITY = float("nan"), float("inf")
PATH = "../../etc/passwd"
SURROGATE = "\ud800"
NO_TEXT = [None, 7, True, [], {}]
UNSTORABLE = ["a\x00b", f"a{SURROGATE}b"]
NO_WORD = [7, True, [], {}, "", "   ", "x" * 65, *UNSTORABLE]
NO_NUMBER = ["x", "", "60", True, [], {}, NAN, INFINITY, -INFINITY, 10**400]
NO_INTEGER = [*NO_NUMBER, 1.5]
NO_ID = ["x", "", 7, True, [], {}, "0" * 31, PATH, "a\x00b", SURROGATE, NAN]
NO_OBJECT = [7, "x", True, []]
NO_INSTRUMENT = ["theremin of doom", PATH, *NO_WORD, None]

PROMPTS: dict[str, list[Any]] = {
    "text": [*NO_TEXT, "", " \n ", "x" * 2001, *UNSTORABLE, NAN],
    "attributes": [*NO_OBJECT, None],
    "attributes.style": NO_WORD,
    "attributes.mood": NO_WORD,
    "attributes.tempo": [*NO_NUMBER, 39.9, 200.1, -60],
    "attributes.key": [*NO_WORD, "H minor", "loud", PATH],
    "attributes.instruments": [*NO_OBJECT, None],
    "attributes.instruments.primary": [7, "piano", {}, None, ["piano"] * 13],
    "attributes.instruments.primary.0": NO_INSTRUMENT,
    "attributes.instruments.secondary": [7, "piano", {}, None, ["piano"] * 13],
    "attributes.instruments.secondary.0": NO_INSTRUMENT,
}
GENERATE: dict[str, list[Any]] = {
    "prompt_id": [*NO_ID, None],
    "num_samples": [*NO_INTEGER, None, 0, 9, -1],
    "engine": [*NO_WORD, "orchestra", PATH],
    "adapter_id": NO_ID,
    "experiment_id": NO_ID,
    "seed": [*NO_INTEGER, -1, 2**53],
    "duration": [*NO_NUMBER, 0, -1, 0.01, 241, 1_000_001],
    "parameters": [*NO_OBJECT, None, {f"p{number}": 0 for number in range(65)}],
    "parameters.loudness": [0],
    "parameters.tempo": [*NO_NUMBER, None, 99, -99],
    f"parameters.{PATH}": [0],
    "priority": [*NO_INTEGER, None, 11, -11],
}
TEMPLATES: dict[str, list[Any]] = {
    "name": [*NO_TEXT, "", "  ", "x" * 121, *UNSTORABLE],
    "category": [*NO_WORD, None],
} | PROMPTS
# One's own template, its id put in by the test; what must not be null names no single field.
TEMPLATE_CHANGES = {
    field: [value for value in values if value is not None] for field, values in TEMPLATES.items()
}
FAVORITES: dict[str, list[Any]] = {
    "kind": [*NO_TEXT, "", "job", PATH],
    "target_id": [*NO_ID, None],
    "note": [7, True, [], {}, "x" * 1_001, *UNSTORABLE],
}
BODIES = {
    "/prompts": (PROMPTS, {"text": "a tune"}),
    "/generate": (GENERATE, {"duration": 1}),
    "/prompt-templates": (TEMPLATES, {"name": "mine", "category": "Calm", "text": "a tune"}),
    "/prompt-templates/{template_id}": (TEMPLATE_CHANGES, {}),
    "/favorites": (FAVORITES, {"kind": "prompt"}),
    **comparing.BODIES,
    **feedback.BODIES,
    **interviews.BODIES,
    **accounts.BODIES,
    **adapters.BODIES,
    **abtests.BODIES,
    **experts.BODIES,
}
ACCEPTABLE = interviews.ACCEPTABLE | adapters.ACCEPTABLE | abtests.ACCEPTABLE
# Whatever id a client makes up is one.
MADE_BY_CLIENTS = {"view_id"}
METHODS = (
    {"/prompt-templates/{template_id}": "PATCH", "/favorites": "PUT"}
    | interviews.METHODS
    | accounts.METHODS
    | comparing.METHODS
    | adapters.METHODS
    | abtests.METHODS
    | experts.METHODS
)

NO_BODY = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"7",
    b'"x"',
    b"\xff",
    b'{"text": "\xff"}',
    b"[" * 100_000,
    b"9" * 5_000,
]

PAGING = {
    "limit": ["x", "", "0", "101", "-1", "1.5", "NaN", "9" * 400],
    "offset": ["x", "", "-1", "1000001", "1.5", "NaN"],
    "cursor": ["x", "é", "a\x00b", "x" * 201, base64.b64encode(b"yesterday|x").decode()],
}
DATE = ["yesterday", "", "2026-13-01", "2026-02-30", "NaN", "Infinity", "9" * 400, "a\x00b", PATH]
QUERIES: dict[str, dict[str, list[str]]] = {
    "/prompts": PAGING,
    "/jobs": PAGING
    | {
        "status": ["", "done", "QUEUED", "a\x00b"],
        "engine": ["x" * 65, "a\x00b"],
        "start_date": [*DATE, "0001-01-01T00:00:00+01:00"],
        "end_date": [*DATE, "9999-12-31", "9999-12-31T23:59:59-01:00"],
        "q": ["x" * 201, "a\x00b"],
    }
    | reading.OF_JOBS,
    "/jobs/stats": {"window_hours": ["x", "", "0", "-1", "8761", "NaN", "Infinity"]},
    "/jobs/history": {"window_hours": ["x", "", "0", "-1", "745", "1.5", "NaN"]},
    "/prompts/search": {
        "q": ["x" * 201, "a\x00b"],
        "style": ["x" * 65, "a\x00b"],
        "mood": ["x" * 65, "a\x00b"],
        "tempo_min": ["x", "", "-1", "1001", "NaN", "Infinity"],
        "tempo_max": ["x", "", "-1", "1001", "NaN", "Infinity"],
        "date_from": DATE,
        "date_to": [*DATE, "9999-12-31"],
        "limit": PAGING["limit"],
        "offset": PAGING["offset"],
    },
    "/queue/jobs": PAGING,
    "/prompt-templates": PAGING | {"category": ["", "x" * 65, "a\x00b"]},
    "/favorites": PAGING | {"kind": ["", "job", "a\x00b"]},
    "/audio/{audio_id}/download": {"format": ["", "ogg", "FLAC", PATH]},
    **comparing.queries(PAGING),
    **reading.queries(PAGING, DATE),
    **interviews.queries(PAGING, DATE),
    **adapters.queries(PAGING),
    **abtests.queries(PAGING),
    **experts.queries(PAGING, DATE),
    **dict.fromkeys(accounts.LISTS, PAGING),
}


def with_field(base: Json, field: str, value: Any) -> bytes:
    """The body with `value` at a dotted path; a part that is a number is a place in a list.

    Escapes keep NaN and a lone surrogate as they are, which httpx would refuse to send.
    """
    parts = field.split(".", 1) if field.startswith("parameters.") else field.split(".")
    for part in reversed(parts):
        value = [value] if part == "0" else {part: value}
    return json.dumps(base | value).encode()


async def send(client: httpx.AsyncClient, path: str, content: bytes) -> httpx.Response:
    """The body to its endpoint; an id that the path needs is that of a template made for it."""
    method = METHODS.get(path, "POST")
    if "{template_id}" in path:
        made = {"name": f"{uuid4()}", "category": "Calm", "text": "a tune"}
        template = (await client.post(f"{API}/prompt-templates", json=made)).json()
        path = path.replace("{template_id}", template["id"])
    path = _with_unknown_ids(path)
    headers = {"content-type": "application/json"}
    # Two places of the chat have no version in their address.
    address = path if path.startswith("/api/") else f"{API}{path}"
    return await client.request(method, address, content=content, headers=headers)


def _with_unknown_ids(path: str) -> str:
    return re.sub(r"\{\w+_id\}", lambda _: str(uuid4()), path).replace("{version}", "1")


def fault(answer: httpx.Response, field: str) -> str | None:
    """What is wrong with a refusal; None when it is as it should be."""
    if not 400 <= answer.status_code < 500:
        return f"{answer.status_code} {answer.text[:200]}"
    named = answer.json()["detail"].get("field", "")
    return (
        None if named == field or named.startswith(f"{field}.") else f"names {named!r}: {answer.text[:200]}"
    )


@pytest.mark.parametrize("path", BODIES)
async def test_a_wrong_field_of_a_body_is_named(path: str, studio: Studio, client: httpx.AsyncClient) -> None:
    table, base = BODIES[path]
    if path == "/generate":
        base = base | {"prompt_id": (await studio.prompt())["id"]}
    if path == "/favorites":
        base = base | {"target_id": (await studio.prompt())["id"]}
    faults = {}
    for field, values in table.items():
        for value in values:
            answer = await send(client, path, with_field(base, field, value))
            if problem := fault(answer, field):
                faults[f"{field}={value!r:.60}"] = problem
    assert faults == {}


@pytest.mark.parametrize("path", QUERIES)
async def test_a_wrong_query_is_named(path: str, client: httpx.AsyncClient) -> None:
    faults = {}
    for field, values in QUERIES[path].items():
        for value in values:
            address = _with_unknown_ids(path)
            method = experts.QUERY_METHODS.get(path, "GET")
            answer = await client.request(method, f"{API}{address}", params={field: value})
            if problem := fault(answer, field):
                faults[f"{field}={value!r:.60}"] = problem
    assert faults == {}


@pytest.mark.parametrize("path", BODIES)
async def test_an_unknown_field_is_named(path: str, client: httpx.AsyncClient) -> None:
    for name in ("volume", PATH, "__proto__", "a\x00b"):
        answer = await send(client, path, json.dumps({name: 1}).encode())
        assert answer.status_code == 422
        errors = {error["field"] for error in answer.json()["detail"]["errors"]}
        assert name in errors
    answer = await send(client, path, json.dumps({SURROGATE: 1}).encode())
    assert answer.status_code == 422


@pytest.mark.parametrize("path", BODIES)
async def test_what_is_no_object_is_refused(path: str, client: httpx.AsyncClient) -> None:
    bare = [b"", b"null"] if path in adapters.BARE else []
    for content in [body for body in NO_BODY if body not in bare]:
        answer = await send(client, path, content)
        assert answer.status_code in {400, 422}, (content[:20], answer.text)
        assert answer.json()["detail"]["message"]


async def test_an_instrument_that_is_in_both_lists_is_named(client: httpx.AsyncClient) -> None:
    instruments = {"primary": ["piano", "violin"], "secondary": ["Piano"]}
    body = {"text": "a tune", "attributes": {"instruments": instruments}}
    answer = await client.post(f"{API}/prompts", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"]["field"] == "attributes.instruments"
    assert "piano" in answer.json()["detail"]["message"]


async def test_an_unknown_instrument_is_named(client: httpx.AsyncClient) -> None:
    body = {"text": "a tune", "attributes": {"instruments": {"primary": ["piano", "vuvuzela9"]}}}
    detail = (await client.post(f"{API}/prompts", json=body)).json()["detail"]
    assert detail["field"] == "attributes.instruments.primary.1"
    assert "vuvuzela9" in detail["message"]


async def test_every_wrong_field_is_listed(client: httpx.AsyncClient) -> None:
    answer = await client.post(f"{API}/generate", json={"prompt_id": "x", "num_samples": 9, "priority": 99})
    fields = [error["field"] for error in answer.json()["detail"]["errors"]]
    assert fields == ["prompt_id", "num_samples", "priority"]


@pytest.mark.parametrize("field", ["prompt_id", "adapter_id", "experiment_id"])
async def test_an_unknown_id_in_a_body_is_named(
    field: str, studio: Studio, client: httpx.AsyncClient
) -> None:
    unknown = str(uuid4())
    body = {"prompt_id": (await studio.prompt())["id"], "duration": 1} | {field: unknown}
    answer = await client.post(f"{API}/generate", json=body)
    assert answer.status_code == 404
    assert answer.json()["detail"]["field"] == field
    assert unknown in answer.json()["detail"]["message"]
    assert (await client.get(f"{API}/jobs")).json()["total"] == 0


async def test_every_path_refuses_a_malformed_id_and_names_an_unknown_one(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    for method, template, parameter in _paths_with_ids(app):
        for malformed in ("x", "7", "..%2F..%2Fetc%2Fpasswd", "%00", "%ED%A0%80"):
            address = template.replace(f"{{{parameter}}}", malformed).replace("{kind}", "prompt")
            address = address.replace("{version}", "1")
            answer = await client.request(method, address)
            assert answer.status_code in {404, 422}, (method, template, malformed, answer.text)
            if answer.status_code == 422 and method != "HEAD":
                assert parameter in {error["field"] for error in answer.json()["detail"]["errors"]}
        if parameter in MADE_BY_CLIENTS or template.removeprefix(API) in abtests.TELLS_NOTHING:
            continue
        unknown = str(uuid4())
        address = template.replace(f"{{{parameter}}}", unknown).replace("{kind}", "prompt")
        address = address.replace("{version}", "1")
        acceptable = ACCEPTABLE.get(template.removeprefix(API), {})
        content = b"" if method == "GET" else json.dumps(acceptable).encode()
        headers = {"content-type": "application/json"}
        answer = await client.request(method, address, content=content, headers=headers)
        assert answer.status_code == 404, (method, template, answer.text)
        assert method == "HEAD" or unknown in answer.json()["detail"]["message"]


def test_the_tables_know_every_field_of_every_endpoint(app: FastAPI) -> None:
    document = app.openapi()
    bodies: dict[str, set[str]] = {}
    queries: dict[str, set[str]] = {}
    for path, operations in document["paths"].items():
        for operation in operations.values():
            short = path.removeprefix(API)
            media = operation.get("requestBody", {}).get("content", {})
            if "application/json" in media:
                schema = media["application/json"]["schema"]
                bodies[short] = set(_fields(schema, document["components"]["schemas"]))
            if found := {p["name"] for p in operation.get("parameters", []) if p["in"] == "query"}:
                queries[short] = found
    assert set(bodies) == set(BODIES)
    assert {field for path, fields in bodies.items() for field in fields - set(BODIES[path][0])} == set()
    assert queries == {path: set(table) for path, table in QUERIES.items()}


def _fields(schema: Json, schemas: dict[str, Json], prefix: str = "") -> Iterator[str]:
    for part in schema.get("anyOf", [schema]):
        if "$ref" in part:
            yield from _fields(schemas[part["$ref"].rpartition("/")[2]], schemas, prefix)
        for name, inner in part.get("properties", {}).items():
            yield prefix + name
            yield from _fields(inner, schemas, f"{prefix}{name}.")
        if isinstance(part.get("items"), dict):
            yield f"{prefix}0"


def _paths_with_ids(app: FastAPI) -> list[tuple[str, str, str]]:
    return [
        (method.upper(), path, parameter["name"])
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "path" and parameter["name"].endswith("_id") and path.count("_id}") == 1
    ]
