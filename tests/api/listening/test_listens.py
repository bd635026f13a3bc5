"""What was heard: reports of one view replace each other by what was heard more, and only that."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import func, select, update
from tests.api.library.studio import Studio

from reprise.core.auth.identity import CurrentUser
from reprise.songs.audio.models import AudioSample
from reprise.songs.listening import service
from reprise.songs.listening.models import Listen
from reprise.songs.listening.schemas import ListenReport

Json = dict[str, Any]


async def _samples(studio: Studio, count: int = 1) -> list[str]:
    """Of five seconds each."""
    ids = await studio.complete(await studio.submit("rain", num_samples=count))
    async with studio.core.database.transaction() as session:
        await session.execute(update(AudioSample).values(duration=5.0))
    return ids


def _heard(audio_id: str, heard_ms: int, *segments: list[int]) -> Json:
    return {"audio_id": audio_id, "heard_ms": heard_ms, "segments": list(segments)}


async def _put(studio: Studio, view_id: UUID, *items: Json, context: str = "comparison") -> httpx.Response:
    return await studio.client.put(
        f"/audio/listens/{view_id}", json={"context": context, "items": list(items)}
    )


async def _rows(studio: Studio) -> list[Listen]:
    async with studio.core.database.snapshot() as session:
        return list(await session.scalars(select(Listen).order_by(Listen.heard_ms)))


async def test_a_report_is_kept_side_by_side(studio: Studio) -> None:
    first, second = await _samples(studio, 2)
    view = uuid4()
    answer = await _put(studio, view, _heard(first, 4_000, [0, 1_500], [2_000, 4_500]), _heard(second, 0))
    assert (answer.status_code, answer.content) == (204, b"")
    silent, heard = await _rows(studio)
    assert (str(heard.audio_id), heard.view_id, heard.context) == (first, view, "comparison")
    assert (heard.heard_ms, heard.segments) == (4_000, [[0, 1_500], [2_000, 4_500]])
    assert (str(silent.audio_id), silent.segments) == (second, [])


async def test_the_larger_report_stays_in_whatever_order_they_come(studio: Studio) -> None:
    (audio_id,) = await _samples(studio)
    reports = [_heard(audio_id, end, [0, end]) for end in (1_000, 2_000, 3_000)]
    for order in itertools.permutations(reports):
        view = uuid4()
        for report in order:
            assert (await _put(studio, view, report)).status_code == 204
        [row] = [row for row in await _rows(studio) if row.view_id == view]
        assert (row.heard_ms, row.segments) == (3_000, [[0, 3_000]])


async def test_reports_that_cross_leave_one_row_a_sample(studio: Studio) -> None:
    ids = await _samples(studio, 3)
    view = uuid4()
    orders = list(itertools.permutations(ids))
    answers = await asyncio.gather(
        *(
            _put(studio, view, *(_heard(one, 100 * number, [0, 100 * number]) for one in order))
            for number, order in enumerate(orders, 1)
        )
    )
    assert {answer.status_code for answer in answers} == {204}
    rows = await _rows(studio)
    assert sorted(str(row.audio_id) for row in rows) == sorted(ids)
    assert {row.heard_ms for row in rows} == {100 * len(orders)}


async def test_views_and_people_are_kept_apart(studio: Studio) -> None:
    (audio_id,) = await _samples(studio)
    view = uuid4()
    await _put(studio, view, _heard(audio_id, 500, [0, 500]))
    await _put(studio, uuid4(), _heard(audio_id, 300, [0, 300]), context="player")
    other = CurrentUser(await studio.add_user("member"), "member")
    report = ListenReport.model_validate({"context": "player", "items": [_heard(audio_id, 200)]})
    await service.record(studio.core, other, view, report)
    assert [row.heard_ms for row in await _rows(studio)] == [200, 300, 500]


async def test_an_unknown_sample_is_named_and_nothing_is_written(studio: Studio) -> None:
    (known,) = await _samples(studio)
    unknown = str(uuid4())
    answer = await _put(studio, uuid4(), _heard(known, 10), _heard(unknown, 10))
    assert answer.status_code == 404
    assert unknown in answer.json()["detail"]["message"]
    assert answer.json()["detail"]["field"] == "items.1.audio_id"
    assert await _rows(studio) == []


async def test_listens_go_with_their_sample(studio: Studio) -> None:
    (audio_id,) = await _samples(studio)
    await _put(studio, uuid4(), _heard(audio_id, 10))
    assert (await studio.client.delete(f"/audio/{audio_id}")).status_code == 204
    async with studio.core.database.snapshot() as session:
        assert await session.scalar(select(func.count()).select_from(Listen)) == 0


@pytest.mark.parametrize(
    ("segments", "heard_ms"),
    [
        ([[0, 0]], 10),
        ([[5, 1]], 10),
        ([[0, 5], [4, 6]], 100),
        ([[6, 8], [0, 2]], 100),
        ([[0, 5, 6]], 100),
        ([[-1, 5]], 100),
        ([[0, 1_000]], 999),
        ([[2 * n, 2 * n + 1] for n in range(501)], 1_000),
    ],
    ids=["empty", "backwards", "overlap", "unsorted", "three", "negative", "more than its time", "too many"],
)
async def test_what_cannot_have_been_heard_is_refused(
    studio: Studio, segments: list[list[int]], heard_ms: int
) -> None:
    (audio_id,) = await _samples(studio)
    answer = await _put(studio, uuid4(), {"audio_id": audio_id, "heard_ms": heard_ms, "segments": segments})
    assert answer.status_code == 422
    assert answer.json()["detail"]["field"].startswith("items.0")


async def test_a_report_may_be_sent_again_under_its_key(studio: Studio) -> None:
    (audio_id,) = await _samples(studio)
    path = f"/audio/listens/{uuid4()}"
    body = {"context": "player", "items": [_heard(audio_id, 10, [0, 10])]}
    for replayed in (None, "true"):
        answer = await studio.client.put(path, json=body, headers={"Idempotency-Key": "one"})
        assert (answer.status_code, answer.headers.get("idempotency-replayed")) == (204, replayed)
    longer = {"context": "player", "items": [_heard(audio_id, 20, [0, 20])]}
    answer = await studio.client.put(path, json=longer, headers={"Idempotency-Key": "one"})
    assert answer.status_code == 409
    assert [row.heard_ms for row in await _rows(studio)] == [10]


async def test_a_sample_is_named_once(studio: Studio) -> None:
    (audio_id,) = await _samples(studio)
    assert (await _put(studio, uuid4(), _heard(audio_id, 1), _heard(audio_id, 2))).status_code == 422


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ([[0, 5_000]], [[0, 5_000]]),
        ([[4_000, 5_001]], [[4_000, 5_000]]),
        ([[1_000, 2_000], [4_999, 9_000], [9_500, 9_700]], [[1_000, 2_000], [4_999, 5_000]]),
        ([[5_000, 6_000]], []),
        ([[86_000_000, 86_400_000]], []),
    ],
)
async def test_nothing_was_heard_behind_the_end(
    studio: Studio, told: list[list[int]], kept: list[list[int]]
) -> None:
    (audio_id,) = await _samples(studio)
    assert (await _put(studio, uuid4(), _heard(audio_id, 86_400_000, *told))).status_code == 204
    assert [row.segments for row in await _rows(studio)] == [kept]


async def test_segments_that_touch_are_fine(studio: Studio) -> None:
    (audio_id,) = await _samples(studio)
    assert (await _put(studio, uuid4(), _heard(audio_id, 10, [0, 5], [5, 10]))).status_code == 204


async def test_it_answers_at_the_bare_root_too(studio: Studio) -> None:
    (audio_id,) = await _samples(studio)
    body = {"context": "player", "items": [_heard(audio_id, 10)]}
    answer = await studio.client.put(f"http://127.0.0.1/audio/listens/{uuid4()}", json=body)
    assert answer.status_code == 204
