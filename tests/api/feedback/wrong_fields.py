"""What is wrong in requests that give feedback."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

SURROGATE = "\ud800"
NAN, INFINITY = float("nan"), float("inf")
UNSTORABLE = ["a\x00b", f"a{SURROGATE}b"]
_KNOWN = str(uuid4())
_NO_ID = ["x", "", 7, True, [], {}, "0" * 31, "a\x00b", SURROGATE, NAN]
_NO_LIST = [None, 7, "x", True, {}]
_NO_CRITERION = [None, 7, True, [], {}, "", "loudness", "OVERALL", SURROGATE]

ONE: dict[str, list[Any]] = {
    "audio_id": [*_NO_ID, None],
    "rating": ["x", "4", "", True, [], {}, NAN, INFINITY, 10**400, 0, 6, -1, 4.5, 4.0],
    "rating_criterion": _NO_CRITERION,
    "preferred_over": _NO_ID,
    "tie": [None, 0, 1, "x", "true", [], {}],
    "tags": [*_NO_LIST, ["creative"] * 21],
    "tags.0": [None, 7, True, [], {}, "", "   ", "x" * 65, *UNSTORABLE],
    "notes": [7, True, [], {}, "x" * 4_001, *UNSTORABLE],
}
BATCH: dict[str, list[Any]] = {
    "items": [*_NO_LIST, [], [{"audio_id": _KNOWN, "rating": 1}] * 101],
    "items.0": [
        None,
        7,
        "x",
        {},
        {"audio_id": _KNOWN, "volume": 1},
        *(
            {"audio_id": _KNOWN, "rating": 1, field: value}
            for field, values in ONE.items()
            if "." not in field
            for value in values
        ),
    ],
}
RANKING: dict[str, list[Any]] = {
    "order": [*_NO_LIST, [], [[_KNOWN]], [[str(uuid4()), str(uuid4())]] * 9, [[_KNOWN], []]],
    "order.0": [None, 7, "x", {}, [], [7], ["x"], [_KNOWN] * 9],
    "rating_criterion": _NO_CRITERION,
}
BODIES: dict[str, tuple[dict[str, list[Any]], dict[str, Any]]] = {
    "/feedback": (ONE, {"audio_id": _KNOWN, "rating": 3}),
    "/feedback/batch": (BATCH, {}),
    "/feedback/ranking": (RANKING, {"order": [[_KNOWN], [str(uuid4())]]}),
}
