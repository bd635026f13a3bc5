"""The table of feedback: one for a session, whole scores, lists that stay lists, and times in UTC."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import selectinload
from tests.api.interviews.practice import Practice

from reprise.core.db import utcnow
from reprise.interviews.feedback.models import SCORES, InterviewFeedback, InterviewFeedbackQuote
from reprise.interviews.sessions.models import InterviewSession, SessionMessage

COLUMNS = {
    "id",
    "session_id",
    "technical_accuracy_score",
    "communication_clarity_score",
    "problem_solving_score",
    "relevance_score",
    "overall_score",
    "technical_feedback",
    "communication_feedback",
    "problem_solving_feedback",
    "relevance_feedback",
    "overall_comments",
    "knowledge_gaps",
    "learning_recommendations",
    "created_at",
    "updated_at",
}


def feedback(session_id: str, **fields: Any) -> InterviewFeedback:
    texts = ("technical_feedback", "communication_feedback", "problem_solving_feedback", "relevance_feedback")
    given = dict.fromkeys(SCORES, 70) | dict.fromkeys(texts, "Good.") | fields
    return InterviewFeedback(session_id=UUID(session_id), **given)


async def stored(practice: Practice, session_id: str) -> InterviewFeedback | None:
    query = select(InterviewFeedback).where(InterviewFeedback.session_id == UUID(session_id))
    async with practice.core.database.snapshot() as session:
        return await session.scalar(query)


async def test_the_table_has_the_columns_of_its_source_and_a_plural_name(practice: Practice) -> None:
    assert InterviewFeedback.__tablename__ == "interview_feedbacks"
    assert {column.name for column in InterviewFeedback.__table__.columns} == COLUMNS
    assert all(name == name.lower() and " " not in name for name in COLUMNS)


async def test_the_migration_made_table_foreign_key_unique_index_and_json_columns(
    practice: Practice, database_kind: str
) -> None:
    async with practice.core.database.snapshot() as session:
        connection = await session.connection()
        facts = await connection.run_sync(_reflect)
    assert {column["name"] for column in facts["columns"]} == COLUMNS
    (key,) = facts["foreign_keys"]
    assert (key["constrained_columns"], key["referred_table"]) == (["session_id"], "interview_sessions")
    assert key["options"]["ondelete"] == "CASCADE"
    assert any(index["column_names"] == ["session_id"] and index["unique"] for index in facts["indexes"])
    types = {column["name"]: str(column["type"]) for column in facts["columns"]}
    json_type = "JSONB" if database_kind == "postgresql" else "JSON"
    assert types["knowledge_gaps"] == types["learning_recommendations"] == json_type


def _reflect(connection: Any) -> dict[str, Any]:
    found = inspect(connection)
    table = InterviewFeedback.__tablename__
    return {
        "columns": found.get_columns(table),
        "foreign_keys": found.get_foreign_keys(table),
        "indexes": found.get_indexes(table),
    }


async def test_one_session_has_at_most_one_feedback(practice: Practice) -> None:
    session_id = await practice.session()
    await practice.add(feedback(session_id))
    with pytest.raises(IntegrityError):
        await practice.add(feedback(session_id))
    async with practice.core.database.snapshot() as session:
        assert await session.scalar(select(func.count()).select_from(InterviewFeedback)) == 1


async def test_a_feedback_needs_its_session(practice: Practice) -> None:
    with pytest.raises(IntegrityError):
        await practice.add(feedback(str(uuid4())))


@pytest.mark.parametrize(
    "items", [[], ["indexes", "naïve — “quoted”, 漢字"], [f"gap {number}" for number in range(200)]]
)
async def test_json_arrays_come_back_as_the_lists_they_were(items: list[str], practice: Practice) -> None:
    session_id = await practice.session()
    await practice.add(
        feedback(session_id, knowledge_gaps=items, learning_recommendations=list(reversed(items)))
    )
    found = await stored(practice, session_id)
    assert found is not None
    assert (found.knowledge_gaps, found.learning_recommendations) == (items, items[::-1])


async def test_json_arrays_are_empty_unless_they_are_given(practice: Practice) -> None:
    session_id = await practice.session()
    await practice.add(feedback(session_id))
    found = await stored(practice, session_id)
    assert found is not None
    assert found.knowledge_gaps == found.learning_recommendations == []
    assert found.overall_comments is None


async def test_times_are_aware_in_utc_and_a_change_moves_the_second(practice: Practice) -> None:
    session_id = await practice.session()
    before = utcnow()
    await practice.add(feedback(session_id))
    found = await stored(practice, session_id)
    assert found is not None
    for instant in (found.created_at, found.updated_at):
        assert instant.tzinfo is UTC
        assert before <= instant <= before + timedelta(minutes=1)
    async with practice.core.database.transaction() as session:
        (await session.get_one(InterviewFeedback, found.id)).overall_comments = "Changed."
    changed = await stored(practice, session_id)
    assert changed is not None
    assert changed.created_at == found.created_at
    assert changed.updated_at > found.updated_at


async def test_a_naive_time_is_refused(practice: Practice) -> None:
    session_id = await practice.session()
    with pytest.raises(StatementError, match="naive"):
        await practice.add(feedback(session_id, created_at=utcnow().replace(tzinfo=None)))


async def test_deleting_the_session_deletes_its_feedback_and_quotes(practice: Practice) -> None:
    session_id = await practice.completed()
    row = feedback(session_id)
    await practice.add(row)
    async with practice.core.database.snapshot() as session:
        answered = select(SessionMessage).where(SessionMessage.type == "answer")
        message = await session.scalar(answered)
    assert message is not None
    quote = InterviewFeedbackQuote(
        owner_id=practice.user_id,
        feedback_id=row.id,
        position=0,
        dimension="relevance",
        message_id=message.id,
        text="word",
    )
    await practice.add(quote)
    assert (await practice.client.delete(f"/sessions/{session_id}")).status_code == 204
    async with practice.core.database.snapshot() as session:
        for model in (InterviewFeedback, InterviewFeedbackQuote, SessionMessage, InterviewSession):
            assert await session.scalar(select(func.count()).select_from(model)) == 0


async def test_deleting_the_session_through_the_orm_deletes_its_feedback(practice: Practice) -> None:
    session_id = await practice.session()
    await practice.add(feedback(session_id))
    async with practice.core.database.transaction() as session:
        await session.delete(await session.get_one(InterviewSession, UUID(session_id)))
    assert await stored(practice, session_id) is None


async def test_session_and_feedback_reach_each_other(practice: Practice) -> None:
    session_id = await practice.session()
    await practice.add(feedback(session_id, overall_score=81))
    assert InterviewSession.feedback.property.uselist is False
    async with practice.core.database.snapshot() as session:
        query = select(InterviewSession).options(
            selectinload(InterviewSession.feedback).selectinload(InterviewFeedback.session)
        )
        found = (await session.scalars(query)).one()
    assert found.feedback is not None
    assert found.feedback.overall_score == 81
    assert found.feedback.session is found


async def test_a_session_without_feedback_has_none(practice: Practice) -> None:
    await practice.session()
    async with practice.core.database.snapshot() as session:
        query = select(InterviewSession).options(selectinload(InterviewSession.feedback))
        assert (await session.scalars(query)).one().feedback is None


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("score", [-1, 101, 70.5, True, "70", None])
def test_the_app_refuses_a_score_that_is_none(name: str, score: Any) -> None:
    with pytest.raises(ValueError, match=name):
        feedback(str(uuid4()), **{name: score})


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("score", [-1, 101])
async def test_the_database_refuses_a_score_out_of_range(name: str, score: int, practice: Practice) -> None:
    session_id = await practice.session()
    await practice.add(feedback(session_id))
    with pytest.raises(IntegrityError, match=name):
        async with practice.core.database.transaction() as session:
            await session.execute(text(f"UPDATE interview_feedbacks SET {name} = {score}"))


@pytest.mark.parametrize("score", [0, 100])
async def test_the_ends_of_the_range_belong_to_it(score: int, practice: Practice) -> None:
    session_id = await practice.session()
    await practice.add(feedback(session_id, **dict.fromkeys(SCORES, score)))
    found = await stored(practice, session_id)
    assert found is not None
    assert {getattr(found, name) for name in SCORES} == {score}


@pytest.mark.parametrize("value", ["a text", None, ["a", 7], {"a": "b"}])
def test_the_app_refuses_what_is_no_list_of_texts(value: Any) -> None:
    with pytest.raises(ValueError, match="knowledge_gaps"):
        feedback(str(uuid4()), knowledge_gaps=value)
