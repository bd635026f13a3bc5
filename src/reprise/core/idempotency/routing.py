"""Routers whose unsafe routes take an `Idempotency-Key`.

What a route answers is stored in the transaction that does its work: FastAPI ends the transaction of a
request after the answer is made and before it is sent. A route that writes in several transactions asks for
`KeyReserved`: its key is reserved before and answered after, and one that is cut off in between is never
done twice. A route that writes in groups says that it is `GROUPED` and stores the answer itself; one that
only reads says so too. Errors are not stored. Where nobody is signed in the key has no owner, and no effect.

Nothing is answered again before the route has found out whether this person may ask: both `WriteSession` and
`KeyReserved` stand behind whoever decides that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncSession

from reprise.core.auth.dependencies import identified
from reprise.core.context import Core
from reprise.core.db import Database
from reprise.core.db.dependencies import OPENING, write_transaction
from reprise.core.errors import AppError, UnprocessableError
from reprise.core.idempotency import repository
from reprise.core.idempotency.claims import Answer, Claim, fingerprint, kept_of, repeated

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
UNKEPT_ANSWER: Final[dict[str, Any]] = {"x-unkept-answer": True}
"""What a route says in the API's description when its answer holds a secret, or somebody's own text that must
be gone once it is deleted: only status and Location are stored."""
READ_ONLY: Final[dict[str, Any]] = {"x-read-only": True}
"""What a route says in the API's description when nothing is changed by asking it: it takes no key."""

_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")
_UNSAFE: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_KEPT_HEADERS: Final = ("content-type", "location")
_BOUNDARY: Final = re.compile(rb'^multipart/form-data;.*boundary="?([^";]+)', re.IGNORECASE)

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class _ReplayError(Exception):
    """The request was answered before; raised before its work begins, so that nothing of it is done."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


@dataclass(slots=True)
class _Attempt:
    """One request with a key, while it lasts."""

    claim: Claim
    session: AsyncSession | None = None
    reserved: bool = False

    async def open(self, session: AsyncSession) -> None:
        """
        Raises:
            _ReplayError, AppError: the key is known.
        """
        known = await repository.take(session, self.claim)
        if known is not None:
            outcome = repeated(self.claim, known)
            raise outcome if isinstance(outcome, AppError) else _ReplayError(outcome)
        self.session = session

    async def reserve(self, database: Database) -> None:
        """As `open`, in a transaction of its own."""
        async with database.transaction() as session:
            await self.open(session)
        self.session, self.reserved = None, True


async def _reserve(request: Request) -> None:
    attempt: _Attempt | None = request.scope.get(OPENING)
    if attempt is not None:
        await attempt.reserve(request.app.state.core.database)


KeyReserved = Annotated[None, Depends(_reserve, scope="function")]
"""For routes that write in several transactions: the last thing that they ask for."""


GROUPED: Final[dict[str, Any]] = {"x-group-commit": True}
"""What a route says in the API's description when it stores its answers itself, with what it writes."""


def claim_of(request: Request) -> Claim | None:
    """For routes that are `GROUPED`."""
    attempt: _Attempt | None = request.scope.get(OPENING)
    return None if attempt is None else attempt.claim


class IdempotentRoute(APIRoute):
    """See the module."""

    @property
    def takes_key(self) -> bool:
        extra = self.openapi_extra or {}
        keyless = extra.get("security") == [] or "x-read-only" in extra
        return not _UNSAFE.isdisjoint(self.methods or ()) and not keyless

    @property
    def keeps_answer(self) -> bool:
        return not (self.openapi_extra or {}).get("x-unkept-answer")

    @property
    def is_grouped(self) -> bool:
        return bool((self.openapi_extra or {}).get("x-group-commit"))

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()
        if not self.takes_key:
            return handler
        perform = self._performing(handler)

        async def once(request: Request) -> Response:
            await note_attempt(request, self)
            if OPENING not in request.scope:
                return await handler(request)
            try:
                return await perform(request)
            except _ReplayError as replay:
                return answered(replay.answer)

        return once

    def _performing(self, handler: Handler) -> Handler:
        asked = set(_calls(self.dependant))
        if self.is_grouped:
            return handler
        if write_transaction in asked:
            return self._within(handler)
        if _reserve in asked:
            return self._around(handler)
        raise TypeError(f"{self.path} must ask for WriteSession or KeyReserved, or be GROUPED or READ_ONLY")

    def _within(self, handler: Handler) -> Handler:
        async def perform(request: Request) -> Response:
            response = await handler(request)
            attempt: _Attempt = request.scope[OPENING]
            if attempt.session is not None:
                await self._settle(attempt.session, attempt.claim, response)
            return response

        return perform

    def _around(self, handler: Handler) -> Handler:
        async def perform(request: Request) -> Response:
            database: Database = request.app.state.core.database
            attempt: _Attempt = request.scope[OPENING]
            try:
                response = await handler(request)
            except Exception:
                if attempt.reserved:
                    async with database.transaction() as session:
                        await repository.release(session, attempt.claim)
                raise
            if attempt.reserved:
                async with database.transaction() as session:
                    await self._settle(session, attempt.claim, response)
            return response

        return perform

    async def _settle(self, session: AsyncSession, claim: Claim, response: Response) -> None:
        if response.status_code >= 400:
            await repository.release(session, claim)
            return
        body = bytes(getattr(response, "body", None) or b"")
        headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        private = not self.keeps_answer or "set-cookie" in response.headers
        answer = Answer(response.status_code, body, headers)
        await repository.keep(session, claim, kept_of(answer, private=private))


class Router(APIRouter):
    """An APIRouter of such routes."""

    def __init__(self, *, route_class: type[APIRoute] = IdempotentRoute, **options: Any) -> None:
        super().__init__(route_class=route_class, **options)


def answered(answer: Answer) -> Response:
    headers = dict(answer.headers) | ({REPLAYED: "true"} if answer.replayed else {})
    return Response(answer.body or b"", answer.status, headers)


async def note_attempt(request: Request, route: APIRoute) -> None:
    """Puts into the request's scope what its key stands for.

    Nothing without a key, or where nobody is signed in.

    Raises:
        UnprocessableError: it is no key.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return
    if not _KEY.fullmatch(key):
        raise UnprocessableError("An Idempotency-Key is 1 to 255 visible ASCII characters.", field=HEADER)
    user = await identified(request)
    if user is None:
        return
    core: Core = request.app.state.core
    # Of the route, not of the address: some routes answer at two.
    asked = fingerprint(
        core.keys.fingerprints,
        request.method.encode(),
        route.path.encode(),
        repr(sorted(request.path_params.items())).encode(),
        request.scope["query_string"],
        _without_boundary(request.headers.get("content-type", "").encode("latin-1"), await request.body()),
    )
    request.scope[OPENING] = _Attempt(Claim(user.id, key, asked))


def _without_boundary(content_type: bytes, body: bytes) -> bytes:
    """A form is drawn up with another boundary each time, also when it is the same form."""
    found = _BOUNDARY.match(content_type)
    return body if found is None else body.replace(found[1], b"")


def _calls(dependant: Dependant) -> Iterator[Any]:
    for part in dependant.dependencies:
        yield part.call
        yield from _calls(part)
