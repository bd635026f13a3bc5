"""What the fields and queries of interviews must not be, for the tests of all endpoints."""

from __future__ import annotations

from typing import Any

UNSTORABLE = ["a\x00b", "a\ud800b"]
NO_TEXT = [None, 7, True, [], {}]
NO_OPTIONAL_TEXT = [7, True, [], {}]
NO_INTEGER = ["x", "", "60", True, [], {}, float("nan"), float("inf"), 1.5, 10**400]
NO_ID = ["x", "", 7, True, [], {}, "0" * 31, "../../etc/passwd", "a\x00b"]

POSTINGS: dict[str, list[Any]] = {
    "title": [*NO_TEXT, "", "  ", "x" * 201, *UNSTORABLE],
    "description": [*NO_TEXT, "", " \n ", "x" * 10_001, *UNSTORABLE],
    "company": [*NO_OPTIONAL_TEXT, "", "x" * 201, *UNSTORABLE],
    "experience_level": [*NO_OPTIONAL_TEXT, "", "x" * 101, *UNSTORABLE],
    "tech_stack": ["Python", 7, True, {}, None, ["x"] * 51],
    "tech_stack.0": [*NO_TEXT, "", "x" * 65, *UNSTORABLE],
    "language": [*NO_OPTIONAL_TEXT, "", "x" * 65, *UNSTORABLE],
}
POSTING = {"title": "Engineer", "description": "Python."}

BODIES: dict[str, tuple[dict[str, list[Any]], dict[str, Any]]] = {
    "/resumes/me": ({"content": [*NO_TEXT, "", "  ", "x" * 50_001, *UNSTORABLE]}, {}),
    "/job-postings": (POSTINGS, POSTING),
    "/job-postings/{posting_id}": (POSTINGS, POSTING),
    "/sessions": (
        {
            "job_posting_id": [*NO_ID, None],
            "question_count": [*NO_INTEGER, 0, 51, -1],
            "minutes": [*NO_INTEGER, 0, 241, -1],
        },
        {"job_posting_id": "00000000-0000-4000-8000-000000000009"},
    ),
    "/sessions/{session_id}/answers": (
        {"answer_text": [*NO_TEXT, "", "  ", "x" * 20_001, *UNSTORABLE]},
        {},
    ),
    "/sessions/{session_id}/feedback/thumb": (
        {"up": [None, "true", 1, 0, [], {}], "reason": [*NO_OPTIONAL_TEXT, "x" * 1_001, *UNSTORABLE]},
        {"up": True},
    ),
    "/sessions/{session_id}/share-links": (
        {
            "label": [*NO_OPTIONAL_TEXT, "", "x" * 121, *UNSTORABLE],
            "expires_in_days": [*NO_INTEGER, None, 0, 366, -1],
        },
        {},
    ),
}
METHODS = {
    "/resumes/me": "PUT",
    "/job-postings/{posting_id}": "PUT",
    "/sessions/{session_id}/feedback/thumb": "PUT",
}
ACCEPTABLE: dict[str, dict[str, Any]] = {
    "/job-postings/{posting_id}": POSTING,
    "/sessions/{session_id}/answers": {"answer_text": "words"},
    "/sessions/{session_id}/feedback/thumb": {"up": True},
    "/sessions/{session_id}/share-links": {},
}
"""Bodies with which only the id in the path is wrong."""

NO_ID_TEXT = ["x", "", "0" * 31, "../../etc/passwd", "a\x00b"]


def queries(paging: dict[str, list[str]], date: list[str]) -> dict[str, dict[str, list[str]]]:
    return {
        "/job-postings": paging,
        "/sessions": paging
        | {
            "status": ["", "done", "ACTIVE", "a\x00b"],
            "job_posting_id": NO_ID_TEXT,
            "series_id": NO_ID_TEXT,
            "role": ["x" * 201, "a\x00b"],
            "start_date": date,
            "end_date": [*date, "9999-12-31"],
        },
        "/sessions/{session_id}/messages": paging,
        "/sessions/{session_id}/operations": paging,
        "/sessions/{session_id}/share-links": paging,
        "/sessions/{session_id}/report": {"format": ["", "docx", "PDF", "../../etc/passwd"]},
        "/interviews/thumbs": paging | {"up": ["x", "", "2"]},
        "/interviews/progress": paging | {"series_id": NO_ID_TEXT, "role": ["x" * 201, "a\x00b"]},
    }
