"""Requests to this installation's own API, without a network: what the demo makes, people could have made."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import httpx2
from fastapi import FastAPI

Json = dict[str, Any]
Tell = Callable[[str], None]

_API: Final = "http://127.0.0.1/api/v1"
_POLL_SECONDS: Final = 0.2


class DemoError(Exception):
    """One sentence about what cannot be done."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody at the API."""

    client: httpx2.AsyncClient

    async def get(self, path: str, **params: Any) -> Any:
        return _body(await self.client.get(f"{_API}{path}", params=params))

    async def send(self, method: str, path: str, body: Json | None = None) -> Any:
        return _body(await self.client.request(method, f"{_API}{path}", json=body))

    async def post(self, path: str, body: Json | None = None) -> Any:
        return await self.send("POST", path, body)

    async def until(self, path: str, ended: Callable[[Json], bool], tell: Callable[[Json], None]) -> Json:
        """Ask again until what is there has ended."""
        while True:
            found: Json = await self.get(path)
            tell(found)
            if ended(found):
                return found
            await asyncio.sleep(_POLL_SECONDS)

    async def chat(self, query: str) -> Json:
        """The result of the chat's answer."""
        answer = await self.client.post(f"{_API}/experts/chat", json={"query": query})
        if answer.status_code != 200:
            _body(answer)
        frames = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: ")]
        for frame in frames:
            if frame["event"] == "result":
                return dict(frame)
        raise DemoError(f"The chat did not answer {query!r}: {frames[0] if frames else 'nothing came'}.")


def _body(answer: httpx2.Response) -> Any:
    """
    Raises:
        DemoError: it was refused.
    """
    document: Any = answer.json() if answer.content else None
    if answer.is_success:
        return document
    reason = document["detail"]["message"] if document else f"status {answer.status_code}"
    raise DemoError(f"{answer.request.method} {answer.request.url.path}: {reason}")


def caller(app: FastAPI, token: str | None) -> Caller:
    """Whoever has the token; a visitor without one, with cookies of their own."""
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    return Caller(httpx2.AsyncClient(transport=transport, headers=headers, timeout=60))
