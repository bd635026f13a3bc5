"""One client as it should be: what it writes carries a key, and is sent again until it is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any

import httpx

from soak.ledger import Ledger, Write

API = "/api/v1"
Json = dict[str, Any]
_PAUSE = 0.4
"""Seconds before a request is sent again, unless `Retry-After` asks for more."""
_PATIENCE = 15.0
"""Seconds for one answer; then it is asked for again with the same key."""
_LONGEST_PAUSE = 3.0


class RefusedError(Exception):
    """The answer that ends the matter; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Client:
    """Many requests at once over kept connections; `given_up` ends every wait."""

    def __init__(self, url: str, token: str, ledger: Ledger) -> None:
        self.ledger = ledger
        self.given_up = asyncio.Event()
        self.http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=_PATIENCE,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
        )

    async def write(
        self,
        write: Write,
        path: str,
        body: Json | None = None,
        *,
        refusals: Collection[str] = (),
        method: str = "POST",
    ) -> Json:
        """The answer; empty where it was given before and not kept.

        Raises:
            RefusedError: with one of the codes in `refusals`; the write is withdrawn.
            asyncio.CancelledError: there was no answer before all was given up.
        """
        while True:
            answer = await self._ask(method, path, json=body, headers={"Idempotency-Key": write.mark})
            if answer.is_success:
                document: Json = answer.json() if answer.content else {}
                self.ledger.acknowledge(write, document.get("id"))
                return document
            code = _code(answer)
            if code == "IDEMPOTENCY_ANSWER_NOT_KEPT":
                # It was done, and the answer was lost on its way; where to look is said where there is an id.
                location = answer.headers.get("Location")
                self.ledger.acknowledge(write, location and location.rpartition("/")[2])
                return {"id": write.id} if write.id else {}
            if code in refusals:
                self.ledger.withdraw(write, code)
                raise RefusedError(code)
            self.ledger.blame(f"{answer.status_code} {code} to {method} for a {write.kind}")
            await self._pause(1.0)

    async def read(self, path: str, **parameters: Any) -> Json:
        """What is there, asked for until it is answered."""
        while True:
            answer = await self._ask("GET", path, params=parameters)
            if answer.is_success:
                document: Json = answer.json()
                return document
            self.ledger.blame(f"{answer.status_code} {_code(answer)} to GET {_shape(path)}")
            await self._pause(1.0)

    async def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Until there is an answer that is about the request, and not about what is away."""
        while True:
            self.ledger.requests += 1
            try:
                answer = await self.http.request(method, API + path, **options)
            except httpx.TransportError:
                await self._again(_PAUSE)
                continue
            if answer.status_code not in {429, 503}:
                return answer
            if "Retry-After" not in answer.headers and _code(answer) != "UNAVAILABLE":
                self.ledger.blame(f"{answer.status_code} {_code(answer)} without Retry-After")
            await self._again(float(answer.headers.get("Retry-After", _PAUSE)))

    async def _again(self, seconds: float) -> None:
        self.ledger.repeats += 1
        await self._pause(min(seconds, _LONGEST_PAUSE))

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.given_up.wait(), seconds)
        except TimeoutError:
            return
        raise asyncio.CancelledError

    async def close(self) -> None:
        await self.http.aclose()


def _code(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"]["code"])
    except (ValueError, KeyError, TypeError):
        return "without a code"


def _shape(path: str) -> str:
    """The path without ids, so that equal faults are counted together."""
    return "/".join("…" if any(letter.isdigit() for letter in part) else part for part in path.split("/"))
