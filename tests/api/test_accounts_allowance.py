"""Work that a model is paid for has an allowance, each person their own."""

from __future__ import annotations

from uuid import uuid4

import pytest
from fastapi import FastAPI
from tests.api.accounts_fixtures import people, settings
from tests.api.interviews.practice import Practice
from tests.api.persons import People, Person, code
from tests.api.studio import API

from reprise.core.context import Core
from reprise.core.limits import service as limits
from reprise.interviews.operations.service import PER_PERSON

__all__ = ["people", "settings"]


def practice_of(core: Core, people: People, person: Person) -> Practice:
    client = people.connect(authorization=person.client.headers["authorization"])
    client.base_url = f"{client.base_url}{API}"  # type: ignore[assignment]  # its setter takes text
    return Practice(core, client, person.id)


@pytest.fixture
async def used_up(core: Core, people: People) -> Person:
    person = await people.add("busy@example.org")
    for _ in range(PER_PERSON.burst):
        await limits.take(core.database, (PER_PERSON, PER_PERSON.key(str(person.id))))
    return person


async def test_who_used_it_up_waits_and_others_do_not(core: Core, people: People, used_up: Person) -> None:
    busy = practice_of(core, people, used_up)
    session_id = await busy.session()
    answer = await busy.client.post(f"/sessions/{session_id}/generate-question")
    assert code(answer) == (429, "TOO_MANY_ATTEMPTS")
    assert 1 <= int(answer.headers["Retry-After"]) <= PER_PERSON.seconds
    assert (await busy.get(f"/sessions/{session_id}/operations"))["total"] == 0
    other = practice_of(core, people, await people.add("other@example.org"))
    await other.ask(await other.session())


async def test_what_is_refused_costs_nothing(core: Core, people: People) -> None:
    practice = practice_of(core, people, await people.add("someone@example.org"))
    session_id = await practice.session()
    for _ in range(PER_PERSON.burst + 1):
        missing = await practice.client.post(f"/sessions/{uuid4()}/generate-question")
        assert missing.status_code == 404
    await practice.ask(session_id)


def test_the_description_says_so(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    for path in (
        "/sessions/{session_id}/generate-question",
        "/sessions/{session_id}/generate-feedback",
        "/operations/{operation_id}/retry",
    ):
        assert "429" in paths[f"{API}{path}"]["post"]["responses"], path
