"""Interviews are private: for everybody else they do not exist, admins included."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from tests.api.interviews.conftest import People
from tests.api.interviews.practice import Practice

PREFIXES = ("/sessions", "/job-postings", "/operations", "/resumes", "/interviews")


@pytest.fixture
async def known(practice: Practice) -> dict[str, str]:
    """Ids of what Ada has, by the name that paths give them."""
    session_id = await practice.judged()
    await practice.client.put("/resumes/me", json={"content": "Ada's."})
    link = await practice.post(f"/sessions/{session_id}/share-links", {}, status=201)
    operations = await practice.get(f"/sessions/{session_id}/operations")
    return {
        "session_id": session_id,
        "posting_id": (await practice.get("/job-postings"))["items"][0]["id"],
        "operation_id": operations["items"][0]["id"],
        "link_id": link["id"],
    }


def routes(app: FastAPI) -> list[tuple[str, str, Any]]:
    return [
        (method.upper(), path.removeprefix("/api/v1"), operation)
        for path, found in app.openapi()["paths"].items()
        for method, operation in found.items()
        if path.removeprefix("/api/v1").startswith(PREFIXES)
    ]


BODIES = {
    "/sessions/{session_id}/answers": {"answer_text": "words"},
    "/sessions/{session_id}/feedback/thumb": {"up": True},
    "/sessions/{session_id}/share-links": {},
    "/job-postings/{posting_id}": {"title": "t", "description": "d"},
}


@pytest.mark.parametrize("name", ["bob", "root"])
async def test_what_is_anothers_is_404_in_every_verb(
    name: str, known: dict[str, str], practice: Practice, people: People, app: FastAPI
) -> None:
    _, stranger = people[name]
    tried = 0
    for method, path, _ in routes(app):
        if "{" in path:
            answer = await stranger.request(method, path.format(**known), json=BODIES.get(path))
            assert answer.status_code == 404, (method, path, answer.text)
            tried += 1
    assert tried > 20
    assert (await practice.get(f"/sessions/{known['session_id']}"))["status"] == "completed"
    assert (await stranger.get("/resumes/me")).status_code == 404
    for path in ("/sessions", "/job-postings", "/interviews/progress"):
        assert (await stranger.get(path)).json()["total"] == 0


async def test_for_raters_there_are_no_interviews(
    known: dict[str, str], people: People, app: FastAPI
) -> None:
    _, rater = people["ears"]
    for method, path, _ in routes(app):
        answer = await rater.request(method, path.format(**known), json=BODIES.get(path))
        assert answer.status_code in {404, 422}, (method, path, answer.text)


async def test_without_an_account_everything_is_401(
    known: dict[str, str], connect: Any, app: FastAPI
) -> None:
    nobody = connect()
    for method, path, _ in routes(app):
        answer = await nobody.request(method, path.format(**known), json=BODIES.get(path))
        assert answer.status_code == 401, (method, path)
