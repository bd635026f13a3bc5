"""The short way to a route answers as FastAPI does, which has the last word on what is not in order."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from tests.api.feedback.listener import Listener
from tests.api.studio import API

# FastAPI takes it for JSON too, and the short way leaves it to FastAPI.
OTHER_NAME = "application/json; charset=utf-8"
WRONG: list[tuple[str, int]] = [
    ("", 422),
    ("{", 422),
    ("[]", 422),
    ("null", 422),
    ('{"audio_id": "x"}', 422),
    ('{"audio_id": AUDIO, "rating": 6}', 422),
    ('{"audio_id": AUDIO, "rating": NaN}', 422),
    ('{"audio_id": AUDIO, "rating": 4, "unknown": 1}', 422),
    ('{"audio_id": AUDIO, "notes": "\\ud800"}', 422),
    ("[" * 100_000, 400),
]


async def _send(listener: Listener, body: bytes, kind: str, **headers: str) -> httpx.Response:
    return await listener.client.post("/feedback", content=body, headers={"content-type": kind, **headers})


@pytest.mark.parametrize("prefix", [API, ""])
async def test_both_ways_answer_the_same(prefix: str, listener: Listener) -> None:
    address = listener.client.base_url.join(f"{prefix}/feedback")
    (a, b) = await listener.samples()
    body = json.dumps({"audio_id": a, "preferred_over": b, "tags": [" New  one "], "notes": "x"}).encode()
    short, long = [
        await listener.client.post(address, content=body, headers={"content-type": kind})
        for kind in ("application/json", OTHER_NAME)
    ]
    assert (short.status_code, _told(short)) == (long.status_code, _told(long)) == (201, _told(short))
    assert {*short.headers} == {*long.headers}
    assert len(await listener.rows()) == 2


@pytest.mark.parametrize(("text", "status"), WRONG)
async def test_what_is_wrong_is_said_in_the_same_words(text: str, status: int, listener: Listener) -> None:
    (a, _) = await listener.samples()
    body = text.replace("AUDIO", json.dumps(a)).encode()
    short, long = [await _send(listener, body, kind) for kind in ("application/json", OTHER_NAME)]
    assert (short.status_code, short.json()) == (long.status_code, long.json())
    assert short.status_code == status
    assert await listener.rows() == []


async def test_what_is_no_json_is_refused(listener: Listener) -> None:
    (a, _) = await listener.samples()
    body = json.dumps({"audio_id": a, "rating": 4}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert (await _send(listener, body, kind)).status_code == 422


async def test_a_key_is_the_same_both_ways(listener: Listener) -> None:
    (a, _) = await listener.samples()
    body = json.dumps({"audio_id": a, "rating": 4}).encode()
    made = await _send(listener, body, "application/json", **{"Idempotency-Key": "one"})
    again = await _send(listener, body, "application/json", **{"Idempotency-Key": "one"})
    assert (again.content, again.headers["Idempotency-Replayed"]) == (made.content, "true")
    assert len(await listener.rows()) == 1


async def test_who_is_not_signed_in_is_told_so_before_anything_else(listener: Listener) -> None:
    del listener.client.headers["authorization"]
    for body in (b"{}", b'{"audio_id": "00000000-0000-0000-0000-000000000001", "rating": 4}'):
        answer = await _send(listener, body, "application/json")
        assert (answer.status_code, answer.json()["detail"]["code"]) == (401, "NOT_SIGNED_IN")


def _told(answer: httpx.Response) -> dict[str, Any]:
    own = {"id", "created_at", "effective"}
    return {name: value for name, value in answer.json().items() if name not in own}
