"""Whether this installation works, for people, balancers and Prometheus."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from reprise.core.context import Core
from reprise.core.operations import repository
from reprise.core.operations.runtime import STALE_AFTER
from reprise.core.schema import NO_IDENTITY, Answer
from reprise.core.telemetry.requests import registry

router = APIRouter(tags=["health"])

_CHECK_SECONDS = 3.0


class Readiness(Answer):
    """`ok`, or a sentence for each part that does not work."""

    ready: bool
    database: str
    storage: str
    workers: str


@router.get("/healthz", openapi_extra=NO_IDENTITY, response_class=PlainTextResponse)
async def healthz() -> str:
    """The process is alive."""
    return "ok"


@router.get("/readyz", openapi_extra=NO_IDENTITY, responses={503: {"model": Readiness}})
async def readyz(request: Request, response: Response) -> Readiness:
    """Requests and jobs can be served: database, storage, and the beat of at least one worker."""
    readiness = await check(request.app.state.core)
    response.status_code = 200 if readiness.ready else 503
    return readiness


@router.get("/metrics", openapi_extra=NO_IDENTITY, response_class=PlainTextResponse)
async def metrics() -> Response:
    """Prometheus metrics of this process."""
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


async def check(core: Core) -> Readiness:
    database, storage, workers = await asyncio.gather(
        _told(core.database.ping()), _told(core.storage.check()), _told(_require_worker(core))
    )
    ready = database == storage == workers == "ok"
    return Readiness(ready=ready, database=database, storage=storage, workers=workers)


async def _told(probe: Awaitable[None]) -> str:
    try:
        await asyncio.wait_for(probe, _CHECK_SECONDS)
    except TimeoutError:
        return f"no answer within {_CHECK_SECONDS:.0f} seconds"
    except _NoWorkerError as error:
        return str(error)
    except Exception as error:
        # A probe's message may hold an address with credentials; its kind never does.
        return f"does not work ({type(error).__name__})"
    return "ok"


class _NoWorkerError(Exception):
    pass


async def _require_worker(core: Core) -> None:
    async with core.database.snapshot() as session:
        alive = await repository.count_alive(session, stale_after=STALE_AFTER)
    if not alive:
        raise _NoWorkerError("no worker is alive: start one with `reprise worker`")
