"""The web application, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Depends, FastAPI

from reprise import __version__, system
from reprise.core import error_handlers
from reprise.core.accounts.departure import routes as departure
from reprise.core.accounts.invites import routes as invites
from reprise.core.accounts.keys import routes as keys
from reprise.core.accounts.passwords import routes as passwords
from reprise.core.accounts.people import routes as people
from reprise.core.accounts.registration import routes as registration
from reprise.core.accounts.sessions import routes as sessions
from reprise.core.auth.dependencies import require_member
from reprise.core.auth.guard import OriginGuard
from reprise.core.auth.streams import StreamGuard
from reprise.core.body_limit import BodyLimit
from reprise.core.context import Core
from reprise.core.llm import preload
from reprise.core.proxy_path import ProxyPath
from reprise.core.settings import Settings
from reprise.core.telemetry import health
from reprise.core.telemetry.requests import RequestLog
from reprise.experts.boosts.service import Boosts
from reprise.experts.retrieval.embedder import Embedder
from reprise.experts.retrieval.index import ExpertIndex
from reprise.experts.routers import ROUTERS as EXPERTS
from reprise.experts.routers import SHORT as EXPERTS_SHORT
from reprise.insights.kto import routes as kto
from reprise.insights.thumbs import routes as thumbs
from reprise.interviews.resume_files import MAX_FILE_BYTES
from reprise.interviews.routers import ROUTERS as INTERVIEWS
from reprise.openapi import described_errors, install_openapi
from reprise.personal_data import PERSONAL_DATA
from reprise.songs.abtests import routes as abtests
from reprise.songs.abtests.raters import routes as raters
from reprise.songs.abtests.results import routes as abtest_results
from reprise.songs.abtests.results.verdicts import Verdicts
from reprise.songs.abtests.voting import routes as voting
from reprise.songs.abtests.voting.blind_audio import BlindAudio
from reprise.songs.adapter_views import routes as adapters
from reprise.songs.audio import routes as audio
from reprise.songs.comparisons import routes as comparisons
from reprise.songs.downloads import routes as downloads
from reprise.songs.downloads.transcoding import Transcoder
from reprise.songs.engines import routes as engines
from reprise.songs.engines.protocol import Engine
from reprise.songs.experiment_views import routes as experiments
from reprise.songs.favorites import routes as favorites
from reprise.songs.feedback import read_routes as feedback_reading
from reprise.songs.feedback import routes as feedback
from reprise.songs.feedback.exports.parquet_making import ParquetMaker
from reprise.songs.generation import routes as generation
from reprise.songs.jobs import routes as jobs
from reprise.songs.listening import routes as listening
from reprise.songs.prompts import routes as prompts
from reprise.songs.queue import routes as queue
from reprise.songs.templates import routes as templates
from reprise.web_page import BUILT, install_page

API = "/api/v1"


# What any route behind the guards may answer besides what it says itself.
_EVERYWHERE = described_errors(400, 401, 403, 404, 409, 413, 422, 503)

# Each route of these says itself who may come.
_OF_EVERYBODY: Final[tuple[APIRouter, ...]] = (
    sessions.router,
    registration.router,
    passwords.router,
    keys.router,
    departure.router,
    people.router,
    invites.router,
    system.router,
    raters.everybody,
    voting.router,
    *INTERVIEWS,
    *EXPERTS,
    thumbs.router,
    kto.router,
)
# For raters these are not there.
_MEMBERS_ONLY: Final = [Depends(require_member)]
_OF_MEMBERS: Final[tuple[APIRouter, ...]] = (
    prompts.router,
    templates.router,
    favorites.router,
    experiments.router,
    adapters.router,
    downloads.router,
    engines.router,
    queue.router,
    abtests.router,
    raters.members,
    abtest_results.router,
)
# Where the documents that they come from put them.
_ALSO_AT_THE_ROOT: Final[tuple[APIRouter, ...]] = (
    # Routes are tried in this order: what comes in bursts is found first.
    feedback.router,
    generation.router,
    jobs.router,
    comparisons.router,
    listening.router,
    feedback_reading.router,
    audio.router,
)


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
        title="Reprise",
        version=__version__,
        summary="The feedback studio for generative AI.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        root_path=core.settings.root_path,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.core = core
    app.state.engines = installed
    app.state.personal_data = PERSONAL_DATA
    app.state.transcoder = Transcoder(core.storage)
    app.state.parquet = ParquetMaker()
    app.state.blind_audio = BlindAudio(core)
    app.state.verdicts = Verdicts()
    app.state.expert_index = index
    app.state.expert_boosts = Boosts()
    error_handlers.install(app)
    app.include_router(health.router)
    for router in (*_ALSO_AT_THE_ROOT, *_OF_MEMBERS):
        app.include_router(router, prefix=API, responses=_EVERYWHERE, dependencies=_MEMBERS_ONLY)
    for router in _OF_EVERYBODY:
        app.include_router(router, prefix=API, responses=_EVERYWHERE)
    app.include_router(EXPERTS_SHORT, prefix="/api", responses=_EVERYWHERE)
    for router in _ALSO_AT_THE_ROOT:
        app.include_router(router, include_in_schema=False, dependencies=_MEMBERS_ONLY)
    install_openapi(app, page_dir or BUILT)
    install_page(app, page_dir or BUILT)
    if core.settings.auth == "accounts":
        app.add_middleware(StreamGuard)
    app.add_middleware(BodyLimit, larger={f"{API}/resumes/me/file": MAX_FILE_BYTES})
    if core.settings.root_path:
        app.add_middleware(ProxyPath, root_path=core.settings.root_path, prefix=API)
    app.add_middleware(OriginGuard, hosts=core.settings.host_names)
    app.add_middleware(RequestLog)
    return app
