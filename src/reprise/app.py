"""The web application, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from reprise.api_routes import API, api_routes
from reprise.core import error_handlers
from reprise.core.auth.guard import OriginGuard
from reprise.core.auth.streams import StreamGuard
from reprise.core.body_limit import BodyLimit
from reprise.core.context import Core
from reprise.core.llm import preload
from reprise.core.proxy_path import ProxyPath
from reprise.core.settings import Settings
from reprise.core.telemetry.requests import RequestLog
from reprise.experts.boosts.service import Boosts
from reprise.experts.retrieval.embedder import Embedder
from reprise.experts.retrieval.index import ExpertIndex
from reprise.interviews.resume_files import MAX_FILE_BYTES
from reprise.openapi import document_of, install_openapi
from reprise.personal_data import PERSONAL_DATA
from reprise.songs.abtests.results.leaderboard import Rankings
from reprise.songs.abtests.results.verdicts import Verdicts
from reprise.songs.abtests.voting.blind_audio import BlindAudio
from reprise.songs.downloads.transcoding import Transcoder
from reprise.songs.engines.protocol import Engine
from reprise.songs.feedback.exports.parquet_making import ParquetMaker
from reprise.web_page import BUILT, install_page


@cache
def _described() -> dict[str, Any]:
    """The same for all applications of a process, as their routes are."""
    return document_of(api_routes())


async def _warm(index: ExpertIndex, settings: Settings) -> None:
    """What visitors of the chat would wait for; nothing where there are no experts."""
    if await index.warm() and settings.llm_model:
        await asyncio.to_thread(preload, settings)


def create_app(core: Core, installed: Mapping[str, Engine], page_dir: Path | None = None) -> FastAPI:
    """The application on an opened core; closes it when it stops."""
    embedder = Embedder(core.settings) if core.settings.embedding_model else None
    index = ExpertIndex(core.database, embedder)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(_warm(index, core.settings))
        yield
        await app.state.blind_audio.close()
        warming.cancel()
        await index.close()
        await core.close()

    app = FastAPI(
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        root_path=core.settings.root_path,
        routes=list(api_routes()),
    )
    app.state.core = core
    app.state.engines = installed
    app.state.personal_data = PERSONAL_DATA
    app.state.transcoder = Transcoder(core.storage)
    app.state.parquet = ParquetMaker()
    app.state.blind_audio = BlindAudio(core)
    app.state.verdicts = Verdicts()
    app.state.rankings = Rankings()
    app.state.expert_index = index
    app.state.expert_boosts = Boosts()
    error_handlers.install(app)
    install_openapi(app, page_dir or BUILT, _described)
    install_page(app, page_dir or BUILT)
    if core.settings.auth == "accounts":
        app.add_middleware(StreamGuard)
    app.add_middleware(BodyLimit, larger={f"{API}/resumes/me/file": MAX_FILE_BYTES})
    if core.settings.root_path:
        app.add_middleware(ProxyPath, root_path=core.settings.root_path, prefix=API)
    app.add_middleware(OriginGuard, hosts=core.settings.host_names)
    app.add_middleware(RequestLog)
    return app
