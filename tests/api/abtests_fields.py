"""What is wrong in requests about blind tests."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

SURROGATE = "\ud800"
UNSTORABLE = ["a\x00b", f"a{SURROGATE}b"]
NO_ID = ["x", "", 7, True, [], {}, "0" * 31, "a\x00b", SURROGATE, float("nan")]
NO_TEXT = [7, True, [], {}]
NO_INTEGER = ["x", "1", True, [], {}, 1.5, float("nan"), float("inf")]
NO_WORD = [7, True, [], {}, "", "loudness", SURROGATE]
_KNOWN = str(uuid4())
_NAME = [None, *NO_TEXT, "", "  ", "x" * 201, *UNSTORABLE]
_HEARD = {"left": 9_000, "right": 9_000}
_SPANS: list[Any] = [7, "x", True, {}, [7], [[1]], [[0, 1, 2]], [[5, 5]], [[0, 3], [2, 4]], [[0, 1]] * 501]

TESTS: dict[str, list[Any]] = {
    "name": _NAME,
    "adapter_a": NO_ID,
    "adapter_b": NO_ID,
    "version_a": ["x", "", True, [], {}, 0, -1, 2**31, 1.5],
    "version_b": ["x", "", True, [], {}, 0, -1, 2**31, 1.5],
    "engine": [*NO_TEXT, "", "x" * 65, *UNSTORABLE],
    "prompt_ids": [None, 7, "x", {}, [], [_KNOWN, _KNOWN], [str(uuid4()) for _ in range(101)]],
    "prompt_ids.0": [*NO_ID, None],
    "pairs_per_prompt": [*NO_INTEGER, None, 0, 51],
    "seed": [*NO_INTEGER, -1, 2**53],
    "duration": ["x", "1", True, [], {}, 0, -1, 1_000_001, float("nan"), float("inf")],
    "criterion": [*NO_WORD, None],
    "min_listen_ms": [*NO_INTEGER, None, -1, 3_600_001],
}
INVITES: dict[str, list[Any]] = {
    "label": [*NO_TEXT, "", "x" * 201, *UNSTORABLE],
    "uses": [*NO_INTEGER, None, 0, 501],
}
VOTES: dict[str, list[Any]] = {
    "pair_id": [*NO_ID, None],
    "choice": [*NO_WORD, None, "a"],
    "listened_ms": [None, 7, "x", [], {}, _HEARD | {"right": -1}, _HEARD | {"right": 1.5}, {"left": 1}],
    "listened_ms.left": [*NO_INTEGER, None, -1, 86_400_001],
    # With the other side left out that one is named first: wrong ones stand above.
    "listened_ms.right": [],
    "segments": [7, "x", True, []],
    "segments.left": _SPANS,
    "segments.left.0": [None, 7, "x", {}, [], [1], [1, "2"], [-1, 2], [0.5, 1]],
    "segments.right": _SPANS,
    "segments.right.0": [None, 7, "x", {}, [], [1], [1, "2"], [-1, 2], [0.5, 1]],
    "notes": [*NO_TEXT, "x" * 4_001, *UNSTORABLE],
}
_ONE = "/ab-tests/{ab_test_id}"
BODIES: dict[str, tuple[dict[str, list[Any]], dict[str, Any]]] = {
    "/ab-tests": (TESTS, {"name": "x", "prompt_ids": [_KNOWN]}),
    _ONE: ({"name": _NAME}, {}),
    f"{_ONE}/invites": (INVITES, {}),
    f"{_ONE}/raters": ({"token": [None, *NO_TEXT, "", "x" * 201, *UNSTORABLE]}, {}),
    f"{_ONE}/votes": (VOTES, {"pair_id": _KNOWN, "choice": "tie", "listened_ms": _HEARD}),
    f"{_ONE}/promote": (
        {"side": [7, True, [], {}, "", "c", "left"], "reason": [*NO_TEXT, "x" * 1_001, *UNSTORABLE]},
        {},
    ),
}
METHODS = {_ONE: "PATCH"}
ACCEPTABLE: dict[str, dict[str, Any]] = {
    _ONE: {"name": "x"},
    f"{_ONE}/votes": {"pair_id": _KNOWN, "choice": "tie", "listened_ms": _HEARD},
}
# An unknown test and a wrong secret get one answer, which does not say whether there is such a test.
TELLS_NOTHING = {f"{_ONE}/raters"}


def queries(paging: dict[str, list[str]]) -> dict[str, dict[str, list[str]]]:
    return {
        "/users/me/ab-tests": paging,
        "/ab-tests": paging | {"status": ["", "done", "READY", "a\x00b"], "adapter_id": ["x", "", "7"]},
        f"{_ONE}/pairs": paging,
        f"{_ONE}/votes": paging,
        f"{_ONE}/invites": paging,
        "/leaderboard": {
            "criterion": ["", "loudness", "a\x00b"],
            "engine": ["x" * 65, "a\x00b"],
            "by": ["", "engine", "a\x00b"],
        },
        "/ab-test-plan": {
            "rate": ["x", "", "0.5", "1", "NaN", "Infinity"],
            "votes_per_rater": ["x", "", "0", "501", "1.5"],
        },
    }
