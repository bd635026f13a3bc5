"""Listeners to live events as browsers are: they come back and say what they heard last."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx

from soak.client import API, Client
from soak.ledger import Heard

_COME_BACK_AFTER = 0.3
_SILENCE = 25.0
"""Seconds without a sign of life, which comes every ten, after which the connection is taken for dead."""


async def listen_to_all(client: Client) -> None:
    """Until cancelled."""
    heard = Heard()
    client.ledger.heard.append(heard)
    await _listen(client, "/jobs/events", heard)


async def follow_job(client: Client, job_id: str) -> None:
    """Until the stream says that it is done."""
    heard = Heard(subject=job_id)
    client.ledger.heard.append(heard)
    await _listen(client, f"/generate/{job_id}/events", heard)


async def _listen(client: Client, path: str, heard: Heard) -> None:
    while not client.given_up.is_set():
        last = heard.places[-1] if heard.places else heard.begun
        headers = {"Last-Event-ID": last} if last else {}
        try:
            async for place, kind in _events(client.http, path, headers):
                _note(heard, place, kind)
                if heard.subject is not None and kind == "done":
                    return
        except httpx.HTTPStatusError as error:
            if error.response.status_code != 503:
                client.ledger.blame(f"{error.response.status_code} to a listener")
        except httpx.HTTPError:
            client.ledger.note("disconnected", subject=heard.subject)
        client.ledger.reconnects += 1
        await asyncio.sleep(_COME_BACK_AFTER)


def _note(heard: Heard, place: str, kind: str) -> None:
    if kind == "reset":
        heard.resets += 1
    elif heard.begun is None:
        # The first one tells how things are and where one is: what happened before is not missed.
        heard.begun = place
    else:
        heard.places.append(place)
    heard.kinds.append(kind)


async def _events(
    http: httpx.AsyncClient, path: str, headers: dict[str, Any]
) -> AsyncIterator[tuple[str, str]]:
    """Place and kind of each event; ends when the connection does.

    Raises:
        httpx.HTTPError: it could not be made, was refused, or broke.
    """
    timeout = httpx.Timeout(15, read=_SILENCE)
    async with http.stream("GET", API + path, headers=headers, timeout=timeout) as answer:
        answer.raise_for_status()
        fields: dict[str, str] = {}
        async for line in answer.aiter_lines():
            name, _, value = line.partition(": ")
            if line:
                fields[name] = value
                continue
            # Without the blank line it was cut off and is no event (WHATWG HTML, section 9.2.6).
            if "id" in fields:
                yield fields["id"], fields.get("event", "message")
            fields = {}
