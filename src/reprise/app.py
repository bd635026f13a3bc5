"""The web application, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from reprise import __version__, system
from reprise.core import error_handlers
from reprise.core.auth import routes as identity
from reprise.core.auth.guard import OriginGuard
from reprise.core.body_limit import BodyLimit
from reprise.core.context import Core
from reprise.core.errors import ErrorBody
from reprise.core.telemetry import health
from reprise.core.telemetry.requests import RequestLog
from reprise.openapi import install_openapi
from reprise.songs.audio import routes as audio
from reprise.songs.downloads import routes as downloads
from reprise.songs.downloads.transcoding import Transcoder
from reprise.songs.engines import routes as engines
from reprise.songs.engines.protocol import Engine
from reprise.songs.favorites import routes as favorites
from reprise.songs.generation import routes as generation
from reprise.songs.jobs import routes as jobs
from reprise.songs.prompts import routes as prompts
from reprise.songs.queue import routes as queue
from reprise.songs.templates import routes as templates
from reprise.web_page import install_page

API = "/api/v1"


def _described(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: {"model": ErrorBody} for code in codes}


# What any route behind the guards may answer besides what it says itself.
_EVERYWHERE = _described(400, 401, 403, 404, 409, 413, 422, 503)


def create_app(core: Core, installed: Mapping[str, Engine], page_dir: Path | None = None) -> FastAPI:
    """The application on an opened core; closes it when it stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await core.close()

    app = FastAPI(
        title="Reprise",
        version=__version__,
        summary="The feedback studio for generative AI.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        root_path=core.settings.root_path,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.core = core
    app.state.engines = installed
    app.state.transcoder = Transcoder(core.storage)
    error_handlers.install(app)
    app.include_router(health.router)
    rooms = (identity, prompts, templates, favorites, downloads, engines, queue, system)
    for router in (room.router for room in rooms):
        app.include_router(router, prefix=API, responses=_EVERYWHERE)
    # These also answer at the bare root, where the documents that they come from put them.
    for router in (generation.router, jobs.router, audio.router):
        app.include_router(router, prefix=API, responses=_EVERYWHERE)
        app.include_router(router, include_in_schema=False)
    install_openapi(app)
    install_page(app, page_dir)
    app.add_middleware(BodyLimit)
    app.add_middleware(OriginGuard, hosts=core.settings.host_names)
    app.add_middleware(RequestLog)
    return app
