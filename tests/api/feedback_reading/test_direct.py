"""The short way to the feedback of a job answers as FastAPI does, which has the last word."""

from __future__ import annotations

from uuid import UUID, uuid4

import httpx
import pytest
from starlette.routing import Match
from tests.api.feedback_reading.panel import Panel
from tests.api.studio import API

from reprise.api_routes import api_routes
from reprise.core.direct.routes import DirectRoutes

# FastAPI ignores what it does not know, and the short way leaves it to FastAPI.
LONG = "unknown=1"
WRONG = ["limit=0", "limit=501", "limit=", "limit=x", "limit=1e2", "limit=%FF"]


async def _ask(panel: Panel, address: str, query: str) -> tuple[httpx.Response, httpx.Response]:
    """The short way, and the long one."""
    short, long = [await panel.client.get(f"{address}?{text}") for text in (query, f"{query}&{LONG}")]
    return short, long


def _seen(answer: httpx.Response) -> tuple[int, bytes, set[str]]:
    return answer.status_code, answer.content, {*answer.headers}


@pytest.mark.parametrize("prefix", [API, ""])
def test_it_is_found(prefix: str) -> None:
    scope = {"type": "http", "method": "GET", "path": f"{prefix}/generate/{uuid4()}/feedback"}
    direct, *_ = api_routes()
    assert isinstance(direct, DirectRoutes)
    assert direct.matches(scope)[0] is Match.FULL
    assert direct.matches(scope | {"method": "HEAD"})[0] is Match.NONE


@pytest.mark.parametrize("prefix", [API, ""])
@pytest.mark.parametrize("query", ["", "limit=1", "limit=+2", "limit=%31"])
async def test_both_ways_answer_the_same(prefix: str, query: str, panel: Panel) -> None:
    job_id, samples = await panel.job(2)
    for _ in range(3):
        await panel.says(samples[0], 4)
    address = panel.client.base_url.join(f"{prefix}/generate/{job_id}/feedback")
    short, long = await _ask(panel, str(address), query)
    assert _seen(short) == _seen(long)
    assert short.status_code == 200


@pytest.mark.parametrize("query", WRONG)
async def test_what_is_wrong_is_said_in_the_same_words(query: str, panel: Panel) -> None:
    job_id, _ = await panel.job(1)
    short, long = await _ask(panel, f"/generate/{job_id}/feedback", query)
    assert _seen(short) == _seen(long)
    assert (short.status_code, short.json()["detail"]["field"]) == (422, "limit")


@pytest.mark.parametrize("job_id", ["x", "stats", str(UUID(int=7)), "%20", "0" * 32])
async def test_a_job_that_is_not_there(job_id: str, panel: Panel) -> None:
    short, long = await _ask(panel, f"/generate/{job_id}/feedback", "limit=1")
    assert _seen(short) == _seen(long)
    assert short.status_code in (404, 422)


async def test_a_limit_that_is_there_twice_is_left_to_fastapi(panel: Panel) -> None:
    job_id, _ = await panel.job(1)
    short, long = await _ask(panel, f"/generate/{job_id}/feedback", "limit=0&limit=7")
    assert _seen(short) == _seen(long)


async def test_who_is_not_signed_in_is_told_so(panel: Panel) -> None:
    job_id, _ = await panel.job(1)
    del panel.client.headers["authorization"]
    short, long = await _ask(panel, f"/generate/{job_id}/feedback", "limit=1")
    assert (short.status_code, short.content) == (long.status_code, long.content)
    assert (short.status_code, short.json()["detail"]["code"]) == (401, "NOT_SIGNED_IN")
