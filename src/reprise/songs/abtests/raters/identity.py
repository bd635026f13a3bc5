"""As whom a request rates: as an invited rater, or as whoever is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Request, Response

from reprise.core.auth.dependencies import identified
from reprise.core.auth.identity import CurrentUser
from reprise.core.auth.tokens import digest
from reprise.core.context import Core
from reprise.core.errors import NotSignedInError, not_found
from reprise.songs.abtests.models import Rater
from reprise.songs.abtests.raters import repository
from reprise.songs.abtests.raters.service import RATER_PREFIX

_COOKIE_SECONDS: Final = 90 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Voter:
    """Who votes; a member who has not begun yet is no rater of the test so far."""

    rater_id: UUID | None
    user: CurrentUser | None


async def invited(request: Request, ab_test_id: UUID) -> Rater | None:
    """The rater whose secret the request carries, as a bearer or in the cookie of this test."""
    core: Core = request.app.state.core
    secret = _bearer(request) or request.cookies.get(_cookie_name(core))
    if secret is None:
        return None
    async with core.database.snapshot() as session:
        return await repository.rater_by_digest(session, ab_test_id, digest(secret))


async def account(request: Request) -> CurrentUser | None:
    """Who is signed in; where everybody is taken for the owner, nobody is."""
    core: Core = request.app.state.core
    return None if core.settings.auth == "open" else await identified(request)


async def _voter(request: Request, ab_test_id: UUID) -> Voter:
    rater = await invited(request, ab_test_id)
    if rater is not None:
        return Voter(rater.id, None)
    user = None if _bearer(request) else await identified(request)
    if user is None:
        raise NotSignedInError(
            "Open the link that you were sent, or sign in.", headers={"WWW-Authenticate": "Bearer"}
        )
    core: Core = request.app.state.core
    async with core.database.snapshot() as session:
        known = await repository.rater_of_user(session, ab_test_id, user.id)
    if known is None and user.role == "rater":
        raise not_found("A/B test", ab_test_id)
    return Voter(None if known is None else known.id, user)


VoterOf = Annotated[Voter, Depends(_voter)]
"""A route that asks for it answers raters of its test and all members; 401 to everybody who is nobody."""


def keep_secret(request: Request, response: Response, ab_test_id: UUID, secret: str) -> None:
    """In a cookie that goes to this test's own addresses alone."""
    core: Core = request.app.state.core
    response.set_cookie(
        _cookie_name(core),
        secret,
        max_age=_COOKIE_SECONDS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path=f"{core.settings.root_path}/api/v1/ab-tests/{ab_test_id}",
    )


def _cookie_name(core: Core) -> str:
    return core.cookie_name.replace("session", "rater")


def _bearer(request: Request) -> str | None:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    secret = value.strip()
    return secret if scheme.lower() == "bearer" and secret.startswith(RATER_PREFIX) else None
