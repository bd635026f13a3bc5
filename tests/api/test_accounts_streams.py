"""A live stream ends soon after its listener signed out."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import FastAPI
from starlette.responses import StreamingResponse
from starlette.types import Message
from tests.api.accounts_fixtures import people, settings
from tests.api.persons import People, Person
from tests.api.studio import API

from reprise.core.auth.streams import StreamGuard

__all__ = ["people", "settings"]

EMAIL = "someone@example.org"


class Listener:
    """A client of `app` that only takes what comes."""

    def __init__(self, app: FastAPI, authorization: str, content_type: str = "text/event-stream") -> None:
        self.frames = 0
        self.complete = False
        self._heard = asyncio.Event()
        self._hung_up = asyncio.Event()
        self._stream = StreamGuard(self._frames, every_seconds=0)
        self._scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "method": "GET",
            "path": "/events",
            "query_string": b"",
            "headers": [(b"authorization", authorization.encode())],
            "app": app,
        }
        self._content_type = content_type
        self.sending = True

    async def _frames(self, scope: object, receive: object, send: object) -> None:
        async def frames() -> object:
            try:
                while True:
                    yield b": still here\n\n"
                    await asyncio.sleep(0.01)
            finally:
                self.sending = False

        response = StreamingResponse(frames(), media_type=self._content_type)  # type: ignore[arg-type]  # yields bytes
        await response(scope, receive, send)  # type: ignore[arg-type]  # as the server hands them over

    async def listen(self) -> None:
        await self._stream(self._scope, self._receive, self._take)

    async def _receive(self) -> Message:
        await self._hung_up.wait()
        return {"type": "http.disconnect"}

    async def _take(self, message: Message) -> None:
        if message["type"] == "http.response.body":
            self.frames += bool(message["body"])
            if self.frames >= 20:
                self._heard.set()
            self.complete = not message.get("more_body", False)

    async def heard_much(self) -> None:
        await asyncio.wait_for(self._heard.wait(), 10)

    def hang_up(self) -> None:
        self._hung_up.set()


@pytest.fixture
async def someone(people: People) -> Person:
    return await people.add(EMAIL)


async def test_it_ends_when_its_listener_is_signed_out(someone: Person, app: FastAPI) -> None:
    listener = Listener(app, someone.client.headers["authorization"])
    listening = asyncio.create_task(listener.listen())
    await listener.heard_much()
    assert (await someone.client.delete(f"{API}/auth/sessions")).status_code == 204
    await asyncio.wait_for(listening, 10)
    assert listener.complete
    assert not listener.sending, "nothing goes on in the background"


async def test_it_ends_when_its_listener_is_disabled(someone: Person, people: People, app: FastAPI) -> None:
    admin = await people.first_admin()
    key = (await someone.client.post(f"{API}/users/me/keys", json={"name": "x"})).json()["key"]
    listener = Listener(app, f"Bearer {key}")
    listening = asyncio.create_task(listener.listen())
    await listener.heard_much()
    await admin.client.patch(f"{API}/users/{someone.id}", json={"disabled": True})
    await asyncio.wait_for(listening, 10)
    assert listener.complete


async def test_it_goes_on_for_those_who_stay_until_they_hang_up(someone: Person, app: FastAPI) -> None:
    listener = Listener(app, someone.client.headers["authorization"])
    listening = asyncio.create_task(listener.listen())
    await listener.heard_much()
    assert not listening.done()
    listener.hang_up()
    await asyncio.wait_for(listening, 10)
    assert not listener.sending


async def test_other_answers_are_left_alone(someone: Person, app: FastAPI) -> None:
    """A download that stopped half-way would look complete."""
    listener = Listener(app, "Bearer nobody", content_type="application/zip")
    listening = asyncio.create_task(listener.listen())
    await listener.heard_much()
    listener.hang_up()
    await asyncio.wait_for(listening, 10)


def test_the_application_has_the_guard(app: FastAPI) -> None:
    assert StreamGuard in [middleware.cls for middleware in app.user_middleware]


async def test_it_ends_when_its_listener_gets_another_role(
    someone: Person, people: People, app: FastAPI
) -> None:
    admin = await people.first_admin()
    key = (await someone.client.post(f"{API}/users/me/keys", json={"name": "x"})).json()["key"]
    listener = Listener(app, f"Bearer {key}")
    listening = asyncio.create_task(listener.listen())
    await listener.heard_much()
    await admin.client.patch(f"{API}/users/{someone.id}", json={"role": "rater"})
    await asyncio.wait_for(listening, 10)
    assert listener.complete
