"""Links that are handed on lead to the page, also when a proxy serves it below a path."""

from __future__ import annotations

import pytest
from tests.api.interviews.conftest import People
from tests.api.interviews.practice import Practice

from reprise.core.settings import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"root_path": "/studio"})


async def test_what_was_made_is_found_at_its_location(practice: Practice) -> None:
    answer = await practice.client.post(
        "/job-postings", json={"title": "Baker", "description": "Bake bread."}
    )
    posting_id = answer.json()["id"]
    assert answer.headers["Location"] == f"/studio/api/v1/job-postings/{posting_id}"


async def test_every_link_begins_with_the_path_of_the_proxy(practice: Practice, people: People) -> None:
    session_id = await practice.session()
    shared = await practice.post(f"/sessions/{session_id}/share-links", {}, status=201)
    _, admin = people["root"]
    invite = (await admin.post("/invites", json={"role": "member"})).json()
    reset = (await admin.post(f"/users/{people['bob'][0]}/reset-link")).json()
    assert shared["path"] == f"/studio/interviews/shared#{shared['token']}"
    assert invite["link"] == f"/studio/#invite={invite['token']}"
    assert reset["link"] == f"/studio/#reset={reset['token']}"
