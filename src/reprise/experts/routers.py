"""Every router of this app; each of their routes says itself who may come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from fastapi import APIRouter

from reprise.core.idempotency.routing import Router
from reprise.core.limits.errors import LIMITED
from reprise.core.schema import NO_IDENTITY
from reprise.experts.access import routes as access
from reprise.experts.analytics import routes as analytics
from reprise.experts.chat import routes as chat
from reprise.experts.chat.streaming import AnswerStream
from reprise.experts.directory import routes as directory
from reprise.experts.forgetting import routes as forgetting
from reprise.experts.lab import routes as lab
from reprise.experts.settings import routes as settings
from reprise.experts.votes import routes as votes

_visitors = Router(tags=["experts' chat"])
SHORT: Final[APIRouter] = Router(tags=["experts' chat"])
"""The addresses that visitors' pages know from the documents that this app comes from: below `/api`."""


def _at_both(path: str, endpoint: Callable[..., Any], **options: Any) -> None:
    for router, address, name in (
        (_visitors, f"/experts{path}", endpoint.__name__),
        (SHORT, path, f"{endpoint.__name__}_short"),
    ):
        router.add_api_route(
            address, endpoint, methods=["POST"], name=name, openapi_extra=NO_IDENTITY, **options
        )


_at_both("/chat", chat.chat, response_class=AnswerStream, status_code=200, responses=chat.STREAM)
_at_both("/email-capture", access.capture_email, responses=LIMITED)
_at_both("/feedback", votes.vote_on_answer, responses=LIMITED)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    _visitors,
    chat.router,
    access.router,
    # Before the directory, where any other word would be taken for the id of an expert.
    analytics.router,
    forgetting.router,
    settings.router,
    lab.router,
    directory.router,
)
