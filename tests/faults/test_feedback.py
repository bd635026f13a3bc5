"""What was answered is there, whatever happens to the server in the middle of a burst."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import create_engine, select
from tests.faults.conftest import StartStudio
from tests.faults.studio import Studio
from tests.support.rows import insert_samples

from reprise.core.db.urls import sync_url
from reprise.core.events.models import Event
from reprise.core.idempotency.models import IdempotencyKey
from reprise.songs.feedback.models import Feedback

CLIENTS = 64
BEFORE_THE_KILL = 400
"""Answers after which the server is killed, while all clients go on sending."""


@pytest.mark.parametrize("round_", range(2))
def test_a_server_killed_in_a_burst_loses_nothing_it_answered(start_studio: StartStudio, round_: int) -> None:
    studio = start_studio()
    (audio_id,) = insert_samples(studio.database_url, 1)
    acknowledged, unanswered = asyncio.run(_burst(studio, audio_id))
    assert len(acknowledged) >= BEFORE_THE_KILL
    studio.server.restart()
    rows, told, keys = _stored(studio)
    assert set(acknowledged.values()) <= rows
    # With each row its event and its key, and no key without its row.
    assert {UUID(payload["feedback_id"]) for payload in told} == rows
    assert acknowledged.keys() <= keys
    assert len(keys) == len(rows)
    again = asyncio.run(_send_again(studio, audio_id, [*list(acknowledged)[:50], *unanswered]))
    assert {key: again[key] for key in list(acknowledged)[:50]} == dict(list(acknowledged.items())[:50])
    assert len(_stored(studio)[0]) == len(rows | set(again.values()))
    assert len(rows | set(again.values())) == len(acknowledged) + len(unanswered)


async def _burst(studio: Studio, audio_id: UUID) -> tuple[dict[str, UUID], list[str]]:
    """Ids by key of what was answered; keys of what was sent and not answered."""
    acknowledged: dict[str, UUID] = {}
    unanswered: list[str] = []

    async def give(client: httpx.AsyncClient) -> None:
        while True:
            key = uuid4().hex
            try:
                answer = await _give(client, audio_id, key)
            except httpx.TransportError:
                unanswered.append(key)
                return
            assert answer.status_code == 201, answer.text
            acknowledged[key] = UUID(answer.json()["id"])
            if len(acknowledged) == BEFORE_THE_KILL:
                studio.server.kill9()

    limits = httpx.Limits(max_connections=CLIENTS)
    async with httpx.AsyncClient(
        base_url=studio.server.url, headers=studio.client.headers, timeout=60, limits=limits
    ) as client:
        await asyncio.gather(*(give(client) for _ in range(CLIENTS)))
    return acknowledged, unanswered


async def _send_again(studio: Studio, audio_id: UUID, keys: list[str]) -> dict[str, UUID]:
    async with httpx.AsyncClient(
        base_url=studio.server.url, headers=studio.client.headers, timeout=60
    ) as client:
        answers = await asyncio.gather(*(_give(client, audio_id, key) for key in keys))
    assert {answer.status_code for answer in answers} == {201}
    return {key: UUID(answer.json()["id"]) for key, answer in zip(keys, answers, strict=True)}


async def _give(client: httpx.AsyncClient, audio_id: UUID, key: str) -> httpx.Response:
    said = {"audio_id": str(audio_id), "rating": 4, "tags": ["creative"]}
    return await client.post("/api/v1/feedback", json=said, headers={"Idempotency-Key": key})


def _stored(studio: Studio) -> tuple[set[UUID], list[dict[str, str]], set[str]]:
    """Ids of the feedback, payloads of its events, keys."""
    engine = create_engine(sync_url(studio.database_url))
    with engine.connect() as connection:
        rows = set(connection.scalars(select(Feedback.id)))
        told = list(connection.scalars(select(Event.payload).where(Event.kind == "feedback")))
        keys = set(connection.scalars(select(IdempotencyKey.key)))
    engine.dispose()
    return rows, told, keys
