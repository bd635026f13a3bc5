"""One shape for every refusal, an id on every answer, and health without identity."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from tests.api.conftest import ConnectAs
from tests.api.studio import API, Studio

from reprise.core.body_limit import MAX_BODY_BYTES
from reprise.core.errors import ErrorBody
from reprise.core.operations import repository as leases


async def too_much() -> AsyncIterator[bytes]:
    """More than the limit, in pieces: no length is declared."""
    for _ in range(20):
        yield b"x" * (MAX_BODY_BYTES // 16)


async def test_what_is_not_there_is_404(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{API}/nothing/here")
    assert answer.status_code == 404
    assert ErrorBody.model_validate(answer.json()).detail.code == "NOT_FOUND"
    assert "/nothing/here" in answer.json()["detail"]["message"]


async def test_another_method_is_405_and_says_which_are_possible(client: httpx.AsyncClient) -> None:
    answer = await client.patch(f"{API}/prompts")
    assert answer.status_code == 405
    assert ErrorBody.model_validate(answer.json()).detail.code == "METHOD_NOT_ALLOWED"
    assert answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/prompts", "/generate", "/auth/session", "/nothing"])
async def test_too_large_a_body_is_413(path: str, client: httpx.AsyncClient) -> None:
    for content in (b"x" * (MAX_BODY_BYTES + 1), too_much()):
        headers = {"content-type": "application/json"}
        answer = await client.post(f"{API}{path}", content=content, headers=headers)
        if path != "/nothing" or isinstance(content, bytes):
            assert answer.status_code == 413
            assert ErrorBody.model_validate(answer.json()).detail.code == "PAYLOAD_TOO_LARGE"


async def test_every_answer_has_an_id_and_keeps_a_given_one(
    client: httpx.AsyncClient, connect: ConnectAs
) -> None:
    refused = await connect(host="evil.example").get("/healthz")
    for answer in (await client.get(f"{API}/engines"), await client.get("/nothing"), refused):
        assert len(answer.headers["X-Request-ID"]) == 32
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    given = await client.get("/healthz", headers={"X-Request-ID": "from-a-proxy-7"})
    assert given.headers["X-Request-ID"] == "from-a-proxy-7"
    for forged in ("short", "with a space", "x" * 65):
        answer = await client.get("/healthz", headers={"X-Request-ID": forged})
        assert answer.headers["X-Request-ID"] != forged


async def test_the_id_is_on_the_log_line_too(
    client: httpx.AsyncClient, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = await client.get(f"{API}/engines")
    assert answer.headers["X-Request-ID"] in "".join(capfd.readouterr())


async def test_health_needs_no_identity(connect: ConnectAs) -> None:
    stranger = connect()
    alive = await stranger.get("/healthz")
    assert (alive.status_code, alive.text) == (200, "ok")


async def test_readiness_says_what_is_missing(studio: Studio, connect: ConnectAs) -> None:
    stranger = connect()
    answer = await stranger.get("/readyz")
    assert answer.status_code == 503
    parts = answer.json()
    assert (parts["ready"], parts["database"], parts["storage"]) == (False, "ok", "ok")
    assert "reprise worker" in parts["workers"]
    async with studio.transaction() as session:
        await leases.register(session, "alive", {})
    answer = await stranger.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    async with studio.transaction() as session:
        await leases.expire(session, "alive")
    assert (await stranger.get("/readyz")).status_code == 503


async def test_metrics_count_by_the_routes_pattern(studio: Studio, connect: ConnectAs) -> None:
    prompt = await studio.prompt()
    await studio.client.get(f"{API}/prompts/{prompt['id']}")
    answer = await connect().get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert 'route="/prompts/{prompt_id}"' in answer.text
    assert prompt["id"] not in answer.text
