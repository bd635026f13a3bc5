"""What is wrong in requests about adapters."""

from __future__ import annotations

from typing import Any

SURROGATE = "\ud800"
UNSTORABLE = ["a\x00b", f"a{SURROGATE}b"]
NO_TEXT = [7, True, [], {}]
NO_NUMBER = ["x", "1", True, [], {}, None, float("nan"), float("inf")]

CHANGES: dict[str, list[Any]] = {
    "name": [*NO_TEXT, "", "  ", "x" * 201, *UNSTORABLE],
    "description": [*NO_TEXT, "x" * 5_001, *UNSTORABLE],
}
PARAMETERS: dict[str, list[Any]] = {
    "parameters": [7, "x", True, [], {f"p{number}": 0 for number in range(65)}],
    "parameters.tempo": NO_NUMBER,
}
ADAPTERS: dict[str, list[Any]] = (
    CHANGES
    | {"engine": [*NO_TEXT, None, "", "x" * 65, "orchestra", "musicgen", *UNSTORABLE]}
    | PARAMETERS
    | {"parameters.tempo": [*NO_NUMBER, 1.01, -1.01], "parameters.loudness": [0]}
    | {"name": [*CHANGES["name"], None]}
)
_ACTIVATE = "/adapters/{adapter_id}/versions/{version}/activate"
BODIES: dict[str, tuple[dict[str, list[Any]], dict[str, Any]]] = {
    "/adapters": (ADAPTERS, {"name": "warm", "engine": "composer"}),
    "/adapters/{adapter_id}": (CHANGES, {}),
    "/adapters/{adapter_id}/versions": (PARAMETERS | {"parameters": [*PARAMETERS["parameters"], None]}, {}),
    _ACTIVATE: ({"reason": [*NO_TEXT, "x" * 1_001, *UNSTORABLE]}, {}),
}
METHODS = {"/adapters/{adapter_id}": "PATCH"}
# These may be asked without a body.
BARE = {_ACTIVATE}
ACCEPTABLE = {"/adapters/{adapter_id}/versions": {"parameters": {}}}


def queries(paging: dict[str, list[str]]) -> dict[str, dict[str, list[str]]]:
    return {
        "/adapters": paging | {"engine": ["x" * 65, "a\x00b"], "include_deleted": ["x", "", "2"]},
        "/adapters/{adapter_id}/versions": paging,
        "/adapters/{adapter_id}/timeline": paging,
    }
