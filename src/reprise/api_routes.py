"""Every route of the API and where it stands."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from fastapi import APIRouter, Depends
from starlette.routing import BaseRoute

from reprise import system
from reprise.core.accounts.departure import routes as departure
from reprise.core.accounts.invites import routes as invites
from reprise.core.accounts.keys import routes as keys
from reprise.core.accounts.passwords import routes as passwords
from reprise.core.accounts.people import routes as people
from reprise.core.accounts.registration import routes as registration
from reprise.core.accounts.sessions import routes as sessions
from reprise.core.auth.dependencies import require_member
from reprise.core.direct.routes import DirectRoutes
from reprise.core.route_index import RouteIndex
from reprise.core.telemetry import health
from reprise.experts.routers import ROUTERS as EXPERTS
from reprise.experts.routers import SHORT as EXPERTS_SHORT
from reprise.insights.kto import routes as kto
from reprise.insights.thumbs import routes as thumbs
from reprise.interviews.routers import ROUTERS as INTERVIEWS
from reprise.openapi import described_errors
from reprise.songs.abtests import routes as abtests
from reprise.songs.abtests.raters import routes as raters
from reprise.songs.abtests.results import routes as abtest_results
from reprise.songs.abtests.voting import routes as voting
from reprise.songs.adapter_views import routes as adapters
from reprise.songs.audio import routes as audio
from reprise.songs.comparisons import routes as comparisons
from reprise.songs.downloads import routes as downloads
from reprise.songs.engines import routes as engines
from reprise.songs.experiment_views import routes as experiments
from reprise.songs.favorites import routes as favorites
from reprise.songs.feedback import read_routes as feedback_reading
from reprise.songs.feedback import routes as feedback
from reprise.songs.generation import routes as generation
from reprise.songs.jobs import routes as jobs
from reprise.songs.listening import routes as listening
from reprise.songs.prompts import routes as prompts
from reprise.songs.queue import routes as queue
from reprise.songs.templates import routes as templates

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
    feedback.router,
    generation.router,
    jobs.router,
    comparisons.router,
    listening.router,
    feedback_reading.router,
    audio.router,
)


@cache
def api_routes() -> list[BaseRoute]:
    """The same for all applications of a process.

    FastAPI makes the validators of a route when a request first comes by, a second for all of them: whoever
    makes many applications in one process, as tests do, should pay for that once. The routes hold nothing of
    an application; all of that comes with the request.
    """
    root = APIRouter(generate_unique_id_function=lambda route: route.name)
    direct, index = DirectRoutes(), RouteIndex()

    def include(router: APIRouter, prefix: str = "", **options: Any) -> None:
        root.include_router(router, prefix=prefix, **options)
        index.add(prefix, router, root.routes[-1])

    include(health.router)
    for router in (*_ALSO_AT_THE_ROOT, *_OF_MEMBERS):
        include(router, API, responses=_EVERYWHERE, dependencies=_MEMBERS_ONLY)
    for router in _OF_EVERYBODY:
        include(router, API, responses=_EVERYWHERE)
    include(EXPERTS_SHORT, "/api", responses=_EVERYWHERE)
    for router in _ALSO_AT_THE_ROOT:
        include(router, include_in_schema=False, dependencies=_MEMBERS_ONLY)
        direct.add(router, (API, ""), [require_member])
    return [direct, index, *root.routes]
