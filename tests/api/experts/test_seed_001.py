"""Every statement of the document that the thumbs come from, by name."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import inspect, select, text
from tests.api.experts.conftest import Enter
from tests.api.experts.visitors import SLOW

from reprise.core.context import Core
from reprise.experts.votes import repository
from reprise.experts.votes.models import ConversationFeedback

pytestmark = pytest.mark.usefixtures("hired")
COLUMNS = ["id", "conversation_id", "vote", "email", "expert_ids", "reasons", "comment", "created_at"]


async def rows(core: Core) -> list[ConversationFeedback]:
    async with core.database.snapshot() as session:
        found = await session.scalars(select(ConversationFeedback).order_by(ConversationFeedback.id))
        return list(found)


async def test_the_feedback_table_has_eight_columns_and_no_foreign_key(core: Core) -> None:
    async with core.database.snapshot() as session:
        connection = await session.connection()
        columns = await connection.run_sync(lambda c: inspect(c).get_columns("conversation_feedback"))
        keys = await connection.run_sync(lambda c: inspect(c).get_foreign_keys("conversation_feedback"))
    assert [column["name"] for column in columns] == COLUMNS
    assert keys == []


async def test_the_result_event_carries_the_conversation_id_of_its_row(core: Core, enter: Enter) -> None:
    result = await enter().ask()
    async with core.database.snapshot() as session:
        found = await session.scalar(text("SELECT count(*) FROM conversations"))
    assert found == 1
    assert UUID(result["conversation_id"])


async def test_feedback_inserts_a_row_and_answers_status_ok(core: Core, enter: Enter) -> None:
    visitor = enter()
    result = await visitor.ask()
    (ada, *_) = [card["id"] for card in result["experts"]]
    told = await visitor.vote(
        result["conversation_id"],
        "down",
        email="Visitor@Example.org",
        expert_ids=[ada],
        reasons=["Wrong experts shown", "Other"],
        comment="Not “who” I meant.",
    )
    assert told == {"status": "ok"}
    (row,) = await rows(core)
    assert str(row.conversation_id) == result["conversation_id"]
    assert (row.vote, row.email) == ("down", "visitor@example.org")
    assert (row.expert_ids, row.reasons) == ([ada], ["Wrong experts shown", "Other"])
    assert row.comment == "Not “who” I meant."
    assert row.created_at.tzinfo is not None


@pytest.mark.parametrize("left_out", ["email", "expert_ids", "reasons", "comment"])
@pytest.mark.parametrize("value", ["left out", None])
async def test_all_but_conversation_and_vote_is_optional(
    left_out: str, value: str | None, core: Core, enter: Enter
) -> None:
    visitor = enter()
    result = await visitor.ask()
    more = {} if value else {left_out: None}
    await visitor.vote(result["conversation_id"], **more)
    (row,) = await rows(core)
    empty = [] if left_out in {"expert_ids", "reasons"} else None
    assert getattr(row, left_out) == empty


async def test_expert_ids_and_reasons_are_stored_as_json_text(core: Core, enter: Enter) -> None:
    visitor = enter()
    result = await visitor.ask()
    ids = [card["id"] for card in result["experts"]]
    await visitor.vote(result["conversation_id"], expert_ids=ids, reasons=["Other"])
    async with core.database.snapshot() as session:
        row = (await session.execute(text("SELECT expert_ids, reasons FROM conversation_feedback"))).one()
    assert (json.loads(row.expert_ids), json.loads(row.reasons)) == (ids, ["Other"])


@pytest.mark.parametrize("vote", ["sideways", "", "UP", None, 1, True, []])
async def test_an_invalid_vote_is_422_and_names_the_field(vote: object, core: Core, enter: Enter) -> None:
    visitor = enter()
    result = await visitor.ask()
    body = {"conversation_id": result["conversation_id"], "vote": vote}
    answer = await visitor.post("/api/feedback", body, status=422)
    assert answer.json()["detail"]["field"] == "vote"
    assert await rows(core) == []


async def test_a_switched_vote_is_a_new_row_and_the_newest_counts(core: Core, enter: Enter) -> None:
    visitor = enter()
    conversation_id = (await visitor.ask())["conversation_id"]
    for vote in ("up", "down", "down", "up"):
        await visitor.vote(conversation_id, vote)
        async with core.database.snapshot() as session:
            assert await repository.counting(session, UUID(conversation_id)) == vote
    assert [row.vote for row in await rows(core)] == ["up", "down", "down", "up"]


async def test_feedback_answers_in_the_schema_and_at_both_addresses(
    client: httpx.AsyncClient, enter: Enter
) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]
    visitor = enter()
    conversation_id = (await visitor.ask(path="/api/v1/experts/chat"))["conversation_id"]
    for path in ("/api/feedback", "/api/v1/experts/feedback"):
        assert paths[path]["post"]["security"] == []
        body = {"conversation_id": conversation_id, "vote": "up"}
        assert (await visitor.post(path, body)).json() == {"status": "ok"}


async def test_an_unknown_conversation_is_404_and_named(core: Core, enter: Enter) -> None:
    unknown = str(uuid4())
    detail = (await enter().vote(unknown, status=404))["detail"]
    assert detail["field"] == "conversation_id"
    assert unknown in detail["message"]
    assert await rows(core) == []


async def test_a_conversation_of_another_session_is_404_as_if_it_were_not_there(
    core: Core, enter: Enter
) -> None:
    conversation_id = (await enter().ask(SLOW))["conversation_id"]
    other = enter()
    await other.ask(SLOW)
    assert (await other.vote(conversation_id, status=404))["detail"]["code"] == "NOT_FOUND"
    assert await rows(core) == []


async def test_an_expert_that_was_not_shown_is_422_and_nothing_is_stored(core: Core, enter: Enter) -> None:
    visitor = enter()
    result = await visitor.ask()
    meant = [result["experts"][0]["id"], str(uuid4())]
    refused = await visitor.vote(result["conversation_id"], expert_ids=meant, status=422)
    assert refused["detail"]["code"] == "EXPERT_NOT_SHOWN"
    assert refused["detail"]["field"] == "expert_ids"
    assert await rows(core) == []


async def test_double_posts_are_two_rows_and_one_vote(core: Core, enter: Enter) -> None:
    visitor = enter()
    conversation_id = (await visitor.ask())["conversation_id"]
    await visitor.vote(conversation_id, "up")
    await visitor.vote(conversation_id, "up")
    assert len(await rows(core)) == 2
    async with core.database.snapshot() as session:
        assert await repository.counting(session, UUID(conversation_id)) == "up"


@pytest.mark.parametrize("comment", ["x" * 1000, "x" * 1001])
async def test_a_comment_has_at_most_a_thousand_characters(comment: str, enter: Enter) -> None:
    visitor = enter()
    conversation_id = (await visitor.ask())["conversation_id"]
    status = 200 if len(comment) == 1000 else 422
    told = await visitor.vote(conversation_id, comment=comment, status=status)
    assert told.get("detail", {}).get("field") == (None if status == 200 else "comment")
