"""Feedback on samples that were rated before: nothing is read for it, and all is refused that should be."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from tests.api.feedback.listener import Listener
from tests.support.plans import noted

from reprise.core.db import Database


@pytest.fixture
async def elsewhere(listener: Listener) -> AsyncIterator[Database]:
    """The same database, as another process has it."""
    opened = Database(listener.studio.core.database.url)
    yield opened
    await opened.close()


async def test_the_second_rating_of_a_sample_reads_nothing(listener: Listener) -> None:
    (a,) = await listener.samples(1)
    reads = []
    for rating in (3, 4):
        with noted() as statements:
            await listener.give(a, key=f"key-{rating}", rating=rating)
        reads.append([sql for sql, _ in statements if "INSERT" not in sql.upper()])
    assert reads[0]
    assert reads[1] == []
    assert [row.rating for row in await listener.rows()] == [3, 4]


async def test_a_key_that_came_before_gets_its_answer_again(listener: Listener) -> None:
    a, b = await listener.samples()
    made = await listener.give(a, key="one", rating=3)
    assert await listener.give(a, key="one", rating=3) == made
    await listener.give(b, rating=2)
    again = await listener.post("/feedback", {"audio_id": a, "rating": 3}, key="one")
    assert (again.json(), again.headers["Idempotency-Replayed"]) == (made, "true")
    assert len(await listener.rows()) == 2


async def test_a_key_that_came_with_another_request_is_refused_first(listener: Listener) -> None:
    a, _ = await listener.samples()
    b, _ = await listener.samples(text="something else")
    for one in (a, b):
        await listener.give(one, rating=3)
    await listener.give(a, key="one", rating=3)
    for said in ({"audio_id": a, "rating": 4}, {"audio_id": a, "preferred_over": b}):
        answer = await listener.post("/feedback", said, key="one")
        assert (answer.status_code, answer.json()["detail"]["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")
    assert len(await listener.rows()) == 3


async def test_samples_of_two_prompts_are_still_no_pair(listener: Listener) -> None:
    a, _ = await listener.samples()
    b, _ = await listener.samples(text="something else")
    for one in (a, b):
        await listener.give(one, rating=3)
    answer = await listener.post("/feedback", {"audio_id": a, "preferred_over": b})
    assert (answer.status_code, answer.json()["detail"]["field"]) == (422, "preferred_over")


@pytest.mark.parametrize("field", ["audio_id", "preferred_over"])
async def test_a_sample_that_another_process_deleted_is_missed(
    field: str, listener: Listener, elsewhere: Database
) -> None:
    a, b = await listener.samples()
    await listener.give(a, preferred_over=b)
    gone, left = (a, b) if field == "audio_id" else (b, a)
    async with elsewhere.transaction() as session:
        await session.execute(text("DELETE FROM feedback"))
        value = gone.replace("-", "") if elsewhere.sqlite else gone
        await session.execute(text(f"DELETE FROM audio_samples WHERE id = '{value}'"))
    answer = await listener.post("/feedback", {"audio_id": a, "preferred_over": b}, key="one")
    assert (answer.status_code, answer.json()["detail"]["field"]) == (404, field)
    assert await listener.rows() == []
    await listener.give(left, key="one", rating=3)
