"""A request that is sent again with its key: done once, answered as before."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, get_args
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import func, insert, select, update
from tests.api.library.studio import flac
from tests.api.studio import API, Studio

from reprise.core.auth.dependencies import Admin, InPerson, SignedIn, require_member
from reprise.core.auth.models import OWNER_ID
from reprise.core.context import Core
from reprise.core.db import utcnow
from reprise.core.db.dependencies import write_transaction
from reprise.core.idempotency import claims, repository
from reprise.core.idempotency.claims import Claim
from reprise.core.idempotency.models import IdempotencyKey
from reprise.core.idempotency.retention import forget_old_keys
from reprise.core.idempotency.routing import IdempotentRoute, KeyReserved
from reprise.songs.feedback.models import Feedback
from reprise.songs.prompts.models import Prompt

Json = dict[str, Any]
TUNE = {"text": "a tune"}


async def send(
    client: httpx.AsyncClient, path: str, body: Any = None, *, key: str = "one", **options: Any
) -> httpx.Response:
    return await client.post(f"{API}{path}", json=body, headers={"Idempotency-Key": key}, **options)


async def count(core: Core, model: Any) -> int:
    async with core.database.snapshot() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["detail"]["code"]


async def age(core: Core, by: timedelta) -> None:
    async with core.database.transaction() as session:
        await session.execute(update(IdempotencyKey).values(created_at=utcnow() - by))


async def sample(studio: Studio) -> str:
    (audio_id,) = await studio.complete((await studio.submit())["id"], flac())
    return audio_id


async def test_the_same_request_gets_the_same_answer_and_nothing_is_done_again(
    client: httpx.AsyncClient, core: Core
) -> None:
    first = await send(client, "/prompts", TUNE)
    again = await send(client, "/prompts", TUNE)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["content-type"] == first.headers["content-type"]
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert await count(core, Prompt) == 1


async def test_without_a_key_or_with_another_it_is_done_again(client: httpx.AsyncClient, core: Core) -> None:
    for answer in (
        await send(client, "/prompts", TUNE),
        await send(client, "/prompts", TUNE, key="two"),
        await client.post(f"{API}/prompts", json=TUNE),
    ):
        assert answer.status_code == 201
    assert await count(core, Prompt) == 3


async def test_a_key_with_another_request_is_refused(client: httpx.AsyncClient, core: Core) -> None:
    await send(client, "/prompts", TUNE)
    used = (409, "IDEMPOTENCY_KEY_REUSED")
    assert refusal(await send(client, "/prompts", {"text": "another tune"})) == used
    assert refusal(await send(client, "/queue/pause")) == used
    assert refusal(await send(client, "/prompts?x=1", TUNE)) == used
    assert await count(core, Prompt) == 1


async def test_the_path_is_part_of_the_request(client: httpx.AsyncClient, studio: Studio) -> None:
    jobs = [(await studio.submit())["id"] for _ in range(2)]
    answers = [
        await client.delete(f"{API}/generate/{job}", headers={"Idempotency-Key": "one"}) for job in jobs
    ]
    assert answers[0].json()["status"] == "cancelled"
    assert refusal(answers[1]) == (409, "IDEMPOTENCY_KEY_REUSED")
    elsewhere = await client.delete(f"/generate/{jobs[0]}", headers={"Idempotency-Key": "one"})
    assert elsewhere.headers["idempotency-replayed"] == "true", "the bare root is the same route"


async def test_many_at_once_are_one(client: httpx.AsyncClient, core: Core) -> None:
    answers = await asyncio.gather(*(send(client, "/prompts", TUNE) for _ in range(12)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    assert await count(core, Prompt) == 1


async def test_what_failed_may_be_tried_again_with_its_key(client: httpx.AsyncClient, core: Core) -> None:
    assert (await send(client, "/prompts", {"text": ""})).status_code == 422
    assert (await send(client, "/generate", {"prompt_id": str(uuid4())})).status_code == 404
    assert await count(core, IdempotencyKey) == 0
    assert (await send(client, "/prompts", TUNE)).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "é", "a\tb", "\x7f"])
async def test_what_is_no_key_is_refused_and_named(key: str, client: httpx.AsyncClient) -> None:
    headers = [(b"idempotency-key", key.encode("latin-1"))]
    answer = await client.post(f"{API}/prompts", json=TUNE, headers=headers)
    assert refusal(answer) == (422, "VALIDATION_ERROR")
    assert answer.json()["detail"]["field"] == "Idempotency-Key"


async def test_keys_of_the_greatest_length_are_taken(client: httpx.AsyncClient) -> None:
    key = "!~" * 127 + "x"
    ids = {(await send(client, "/prompts", TUNE, key=key)).json()["id"] for _ in range(2)}
    assert len(ids) == 1


async def test_after_a_day_a_key_is_new(client: httpx.AsyncClient, core: Core, studio: Studio) -> None:
    said = {"audio_id": await sample(studio), "rating": 4}
    await send(client, "/prompts", TUNE)
    await send(client, "/feedback", said, key="two")
    await age(core, timedelta(hours=23, minutes=59))
    assert "idempotency-replayed" in (await send(client, "/prompts", TUNE)).headers
    assert "idempotency-replayed" in (await send(client, "/feedback", said, key="two")).headers
    await age(core, timedelta(hours=24, minutes=1))
    assert "idempotency-replayed" not in (await send(client, "/prompts", {"text": "new"})).headers
    assert "idempotency-replayed" not in (await send(client, "/feedback", said, key="two")).headers
    assert (await count(core, Feedback), await count(core, IdempotencyKey)) == (2, 2)


async def test_old_keys_are_swept(client: httpx.AsyncClient, core: Core) -> None:
    await send(client, "/prompts", TUNE)
    await age(core, timedelta(hours=25))
    await send(client, "/prompts", TUNE, key="two")
    assert await forget_old_keys(core.database) == 1
    assert await count(core, IdempotencyKey) == 1


async def test_an_answer_without_a_body_is_given_again(client: httpx.AsyncClient, studio: Studio) -> None:
    job = (await studio.submit())["id"]
    await studio.fail(job)
    key = {"Idempotency-Key": "one"}
    for _ in range(2):
        answer = await client.delete(f"{API}/jobs/{job}", headers=key)
        assert (answer.status_code, answer.content) == (204, b"")
    assert (await client.delete(f"{API}/jobs/{job}")).status_code == 404


async def test_work_in_many_transactions_is_done_once_too(
    client: httpx.AsyncClient, studio: Studio, core: Core
) -> None:
    await studio.submit()
    assert (await send(client, "/queue/clear")).json() == {"cancelled": 1}
    await studio.submit()
    again = await send(client, "/queue/clear")
    assert (again.json(), again.headers["idempotency-replayed"]) == ({"cancelled": 1}, "true")


async def test_work_that_was_cut_off_is_not_done_again_unseen(client: httpx.AsyncClient, core: Core) -> None:
    await send(client, "/queue/clear")
    async with core.database.transaction() as session:
        await session.execute(update(IdempotencyKey).values(status=None, body=None, headers=None))
    assert refusal(await send(client, "/queue/clear")) == (409, "IDEMPOTENCY_KEY_IN_USE")


async def test_feedback_that_is_sent_again_is_one_row(
    client: httpx.AsyncClient, studio: Studio, core: Core
) -> None:
    said = {"audio_id": await sample(studio), "rating": 4, "tags": ["creative"]}
    answers = [await send(client, "/feedback", said) for _ in range(3)]
    assert len({answer.content for answer in answers}) == 1
    assert ["idempotency-replayed" in answer.headers for answer in answers] == [False, True, True]
    assert await count(core, Feedback) == 1
    assert refusal(await send(client, "/feedback", said | {"rating": 5})) == (409, "IDEMPOTENCY_KEY_REUSED")


async def test_feedback_with_one_key_at_once_is_one_row(
    client: httpx.AsyncClient, studio: Studio, core: Core
) -> None:
    said = {"audio_id": await sample(studio), "rating": 4}
    others = {"audio_id": said["audio_id"], "rating": 1}
    answers = await asyncio.gather(
        *(send(client, "/feedback", said) for _ in range(10)),
        *(send(client, "/feedback", others, key=f"k{n}") for n in range(10)),
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers[:10]}) == 1
    assert await count(core, Feedback) == 11


async def test_feedback_that_was_refused_may_be_tried_again_with_its_key(
    client: httpx.AsyncClient, studio: Studio
) -> None:
    said = {"audio_id": str(uuid4()), "rating": 4}
    assert (await send(client, "/feedback", said)).status_code == 404
    assert (await send(client, "/feedback", said | {"audio_id": await sample(studio)})).status_code == 201


async def test_a_bad_request_in_a_burst_fails_alone(
    client: httpx.AsyncClient, studio: Studio, core: Core
) -> None:
    known, unknown = await sample(studio), str(uuid4())
    asked = [{"audio_id": unknown if n % 3 == 0 else known, "rating": 1 + n % 5} for n in range(30)]
    answers = await asyncio.gather(
        *(send(client, "/feedback", said, key=f"k{n}") for n, said in enumerate(asked))
    )
    assert [answer.status_code for answer in answers] == [404 if n % 3 == 0 else 201 for n in range(30)]
    assert (await count(core, Feedback), await count(core, IdempotencyKey)) == (20, 20)


async def test_another_process_that_takes_the_key_first_wins(
    client: httpx.AsyncClient, studio: Studio, core: Core
) -> None:
    said = {"audio_id": await sample(studio), "rating": 4}
    row = {"owner_id": OWNER_ID, "key": "one", "fingerprint": "0" * 64, "created_at": utcnow()}
    async with core.database.transaction() as session:
        await session.execute(insert(IdempotencyKey).values(row))
        waiting = asyncio.create_task(send(client, "/feedback", said))
        await asyncio.sleep(0.2)
    assert refusal(await waiting) == (409, "IDEMPOTENCY_KEY_REUSED")
    assert await count(core, Feedback) == 0


async def test_an_answer_that_is_too_long_is_told_from_a_private_one(
    client: httpx.AsyncClient, studio: Studio, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "MOST_KEPT_BYTES", 10)
    said = {"audio_id": await sample(studio), "rating": 4}
    for path, body in (("/prompts", TUNE), ("/feedback", said)):
        first, again = [await send(client, path, body, key=path) for _ in range(2)]
        assert first.status_code == 201
        assert len(first.content) > 10
        assert refusal(again) == (409, "IDEMPOTENCY_ANSWER_NOT_KEPT")
        assert "too long" in again.json()["detail"]["message"]
    assert (await count(core, Prompt), await count(core, Feedback)) == (2, 1), "one prompt is the sample's"
    async with core.database.snapshot() as session:
        assert set(await session.scalars(select(IdempotencyKey.body))) == {None}


async def test_a_key_that_was_looked_up_cannot_be_released_meanwhile(core: Core, database_kind: str) -> None:
    if database_kind == "sqlite":
        pytest.skip("it has one writer")
    claim = Claim(OWNER_ID, "one", "0" * 64)
    async with core.database.transaction() as session:
        assert await repository.take(session, claim) is None

    async def release() -> None:
        async with core.database.transaction() as session:
            await repository.release(session, claim)

    async with core.database.transaction() as session:
        assert await repository.take(session, claim) is not None
        releasing = asyncio.create_task(release())
        await asyncio.sleep(0.2)
        assert not releasing.done()
    await releasing
    assert await count(core, IdempotencyKey) == 0


def unsafe_routes(app: FastAPI) -> list[tuple[str, APIRoute]]:
    return [
        (f"{sorted(route.methods)[0]} {context.path}", route)
        for context in iter_route_contexts(app.routes)
        if isinstance(route := context.original_route, APIRoute) and not route.methods <= {"GET", "HEAD"}
    ]


def test_every_unsafe_route_takes_keys_and_says_so(app: FastAPI) -> None:
    document = app.openapi()
    routes = unsafe_routes(app)
    assert len(routes) > 50
    for label, route in routes:
        assert isinstance(route, IdempotentRoute), label
        method, path = label.split()
        if not path.startswith(API):
            continue
        names = [p["name"] for p in document["paths"][path][method.lower()].get("parameters", [])]
        assert ("Idempotency-Key" in names) == route.takes_key, label


OF_VISITORS = ("chat", "email-capture", "feedback")


def test_only_where_nobody_is_signed_in_or_nothing_is_changed_there_are_no_keys(app: FastAPI) -> None:
    without = {label.partition(" ")[2] for label, route in unsafe_routes(app) if not route.takes_key}  # type: ignore[attr-defined]  # the test above
    doors = {f"{API}/auth/{door}" for door in ("login", "session", "register", "reset")}
    doors.add(f"{API}/ab-tests/{{ab_test_id}}/raters")
    visitors = {f"{place}/{name}" for place in ("/api", f"{API}/experts") for name in OF_VISITORS}
    reading = {f"{API}/audio/compare", "/audio/compare", f"{API}/experts/lab"}
    assert without == doors | visitors | reading


def test_keys_are_looked_up_behind_whoever_decides_who_may_ask(app: FastAPI) -> None:
    """FastAPI solves dependencies in their order."""
    doors = {require_member, *(get_args(door)[1].dependency for door in (SignedIn, InPerson, Admin))}
    openings = {write_transaction, get_args(KeyReserved)[1].dependency}
    for context in iter_route_contexts(app.routes):
        if not isinstance(context.original_route, APIRoute):
            continue
        first = [part.call for part in context.dependant.dependencies]
        places = [place for place, call in enumerate(first) if call in openings]
        assert not any(call in doors for call in first[min(places, default=len(first)) :]), context.path


def test_no_answer_that_holds_a_secret_is_kept(app: FastAPI) -> None:
    """By the names of its fields: whoever adds such a field is reminded here."""
    document = app.openapi()
    secret = {"key", "token", "access_token", "password", "secret", "url", "link"}
    held = set()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method in {"get", "head"} or operation.get("security") == []:
                continue
            for response in operation["responses"].values():
                schema = response.get("content", {}).get("application/json", {}).get("schema", {})
                name = schema.get("$ref", "").rpartition("/")[2]
                fields = document["components"]["schemas"].get(name, {}).get("properties", {})
                if secret & fields.keys():
                    held.add(f"{method} {path}")
                    assert operation.get("x-unkept-answer"), f"{method} {path}"
    assert len(held) >= 4
