"""What is wrong in requests about comparisons, listens and experiments."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

SURROGATE = "\ud800"
UNSTORABLE = ["a\x00b", f"a{SURROGATE}b"]
NO_ID = ["x", "", 7, True, [], {}, None, "0" * 31, "a\x00b", SURROGATE, float("nan")]
NO_LIST: list[Any] = [None, 7, "x", {}, []]
_KNOWN = str(uuid4())


def _heard(**wrong: Any) -> dict[str, Any]:
    return {"audio_id": _KNOWN, "heard_ms": 10, "segments": [[0, 10]], **wrong}


COMPARE: dict[str, list[Any]] = {
    "audio_ids": [*NO_LIST, [_KNOWN], [_KNOWN, _KNOWN], [str(uuid4()) for _ in range(11)]],
    "audio_ids.0": NO_ID,
}
LISTENS: dict[str, list[Any]] = {
    "context": [None, 7, True, [], {}, "", "radio", SURROGATE],
    "items": [*NO_LIST, [_heard(), _heard()], [_heard(audio_id=str(uuid4())) for _ in range(11)]],
    "items.0": [
        None,
        7,
        "x",
        {},
        _heard(volume=1),
        *(_heard(audio_id=value) for value in NO_ID),
        *(_heard(heard_ms=value) for value in (None, "x", "10", True, 1.5, -1, 86_400_001, 9, float("nan"))),
        *(_heard(segments=value) for value in (*NO_LIST[:-1], [7], [[1]], [[0, 1, 2]], [[0, "1"]])),
        *(_heard(segments=value) for value in ([[5, 5]], [[3, 1]], [[0, 3], [2, 4]], [[0, 0.5]], [[-1, 2]])),
        _heard(segments=[[0, 1]] * 501),
    ],
}
EXPERIMENTS: dict[str, list[Any]] = {
    "name": [None, 7, True, [], {}, "", "  ", "x" * 201, *UNSTORABLE],
    "description": [7, True, [], {}, "x" * 5_001, *UNSTORABLE],
}
# What must not be null names no single field.
CHANGES = {field: [value for value in values if value is not None] for field, values in EXPERIMENTS.items()}
BODIES: dict[str, tuple[dict[str, list[Any]], dict[str, Any]]] = {
    "/audio/compare": (COMPARE, {}),
    "/audio/listens/{view_id}": (LISTENS, {"context": "player", "items": [_heard()]}),
    "/experiments": (EXPERIMENTS, {"name": "Tempo"}),
    "/experiments/{experiment_id}": (CHANGES, {}),
}
METHODS = {"/audio/listens/{view_id}": "PUT", "/experiments/{experiment_id}": "PATCH"}


def queries(paging: dict[str, list[str]]) -> dict[str, dict[str, list[str]]]:
    return {
        "/experiments": paging | {"archived": ["x", "", "2"], "q": ["x" * 201, "a\x00b"]},
        "/experiments/{experiment_id}/jobs": paging,
        "/experiments/{experiment_id}/comparison": {"job_ids": ["x", "", _KNOWN]},
    }
