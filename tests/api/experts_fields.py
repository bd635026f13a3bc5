"""What is wrong in requests about experts and their chat."""

from __future__ import annotations

from typing import Any

SURROGATE = "\ud800"
UNSTORABLE = ["a\x00b", f"a{SURROGATE}b"]
NO_TEXT: list[Any] = [7, True, [], {}]
NO_LIST: list[Any] = [7, "x", True, {}]
NO_NUMBER: list[Any] = ["x", "1", True, [], {}, float("nan"), float("inf"), 10**400]
NO_INTEGER: list[Any] = [*NO_NUMBER, 1.5]
NO_ID: list[Any] = ["x", "", 7, True, [], {}, "../../etc/passwd", "a\x00b", SURROGATE]
NO_YES: list[Any] = ["x", 7, [], {}]
NO_RATE = [*NO_NUMBER, -1, 1_000_001]


def _text(longest: int, *more: Any) -> list[Any]:
    return [*NO_TEXT, "x" * (longest + 1), *UNSTORABLE, *more]


PROFILE: dict[str, list[Any]] = {
    "first_name": _text(100, "", "  "),
    "last_name": _text(100),
    "job_title": _text(200),
    "company": _text(200),
    "bio": _text(10_000),
    "hourly_rate": NO_RATE,
    "currency": _text(3, "EU", "12"),
    "profile_url": _text(2_000, "javascript:alert(1)", "no address"),
    "category": _text(100),
    "tags": [*NO_LIST, ["x"] * 51],
    "tags.0": [7, None, [], "", "x" * 65],
    "is_active": NO_YES,
}
CHAT: dict[str, list[Any]] = {
    "query": _text(2_000, None, "", "  "),
    "history": [*NO_LIST, None],
    "history.0": [7, "x", None, []],
    "email": _text(320),
    "category": _text(100),
    "max_rate": NO_RATE,
}
EMAIL: dict[str, list[Any]] = {
    "email": [*NO_TEXT, None, "", "x", "@b.org", "a@", *UNSTORABLE],
    "query": _text(2_000),
}
THUMB: dict[str, list[Any]] = {
    "conversation_id": [*NO_ID, None],
    "vote": [*NO_TEXT, None, "", "UP", "sideways"],
    "email": _text(320),
    "expert_ids": NO_LIST,
    "expert_ids.0": [*NO_ID, None],
    "reasons": NO_LIST,
    "reasons.0": [7, None, [], "", "x" * 201],
    "comment": _text(1_000),
}
SETTINGS: dict[str, list[Any]] = {
    "match_threshold": [*NO_NUMBER, -0.01, 1.01],
    "match_cosine": [*NO_NUMBER, -1.01, 1.01],
    "experts_shown": [*NO_INTEGER, 0, 4],
    "weak_match": [*NO_NUMBER, -0.01, 1.01],
    "learning": NO_YES,
    "learning_votes": [*NO_INTEGER, 0, 1_001],
    "learning_bound": [*NO_NUMBER, -0.01, 0.51],
    "retention_days": [*NO_INTEGER, -1, 3_651],
    "lead_retention_days": [*NO_INTEGER, -1, 3_651],
}
LAB: dict[str, list[Any]] = {
    "query": _text(2_000, None, "", "  "),
    "category": _text(100),
    "max_rate": NO_RATE,
    "variants": [*NO_LIST, None, []],
    "variants.0": [7, "x", None, []],
}
_KEY: dict[str, list[Any]] = {"query_key": _text(200, None, "")}
_ASKED: dict[str, Any] = {"query": "tax advice"}
_VOTED = {"conversation_id": "00000000-0000-4000-8000-000000000000", "vote": "up"}

BODIES: dict[str, tuple[dict[str, list[Any]], dict[str, Any]]] = {
    "/experts": (
        PROFILE | {"username": _text(100, None, "", "  ")},
        {"username": "ada", "first_name": "Ada"},
    ),
    "/experts/{expert_id}": (PROFILE, {}),
    "/experts/settings": (SETTINGS, {}),
    "/experts/lab": (LAB, _ASKED | {"variants": [{}]}),
    "/experts/gaps/resolve": (_KEY | {"note": _text(1_000)}, {"query_key": "tax"}),
    "/experts/gaps/reopen": (_KEY, {}),
} | {
    f"{place}/{name}": body
    for place in ("/experts", "/api")
    for name, body in {
        "chat": (CHAT, _ASKED),
        "email-capture": (EMAIL, {"email": "a@b.org"}),
        "feedback": (THUMB, _VOTED),
    }.items()
}
METHODS = {"/experts/{expert_id}": "PATCH", "/experts/settings": "PATCH"}
QUERY_METHODS = {"/experts/leads/{lead_id}": "DELETE"}

_DAYS = {"days": ["x", "", "0", "-1", "367", "1.5", "NaN"]}
_STATE = {"state": ["", "closed", "OPEN"]}
_WORDS = {"q": ["x" * 201, "a\x00b"]}
_YES = ["x", "", "2"]


def queries(paging: dict[str, list[str]], date: list[str]) -> dict[str, dict[str, list[str]]]:
    searches = _WORDS | {
        "type": ["", "guess", "MATCH"],
        "vote": ["", "sideways", "UP"],
        "has_email": _YES,
        "date_from": date,
        "date_to": date,
    }
    gaps_paging = paging | {"cursor": ["x", "é", "a\x00b", "x" * 2_001]}
    return {
        "/experts": paging
        | _WORDS
        | {
            "category": ["x" * 101, "a\x00b"],
            "active": _YES,
            "max_rate": ["x", "", "-1", "1000001", "NaN"],
            "max_findability": ["x", "", "-1", "101", "1.5"],
        },
        "/experts/visits/{conversation_id}/{expert_id}": {"key": ["", "x" * 101]},
        "/experts/analytics/summary": _DAYS,
        "/experts/analytics/dashboard": _DAYS,
        "/experts/searches": paging | searches,
        "/experts/searches/export": searches,
        "/experts/leads": paging | _WORDS,
        "/experts/leads/export": _WORDS,
        "/experts/leads/{lead_id}": {"everywhere": _YES},
        "/experts/gaps": gaps_paging | _DAYS | _STATE,
        "/experts/gaps/export": _DAYS | _STATE,
        "/insights/thumbs": _DAYS,
    }
