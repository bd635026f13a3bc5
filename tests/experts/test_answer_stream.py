"""What goes over the wire while an answer is made, and what ends it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from starlette.types import Message
from tests.api.experts.visitors import frames_of

from reprise.core.events.sse import HEARTBEAT
from reprise.experts.chat import streaming
from reprise.experts.chat.schemas import DeltaEvent, StatusEvent
from reprise.experts.chat.streaming import AnswerStream, Event, Tell

SCOPE = {"type": "http", "method": "POST"}


class Client:
    """Keeps what it is sent, and goes when it is told to."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.gone = asyncio.Event()
        self.waited_long = asyncio.Event()

    async def receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        # After the end a server refuses whatever comes.
        assert not self.messages or self.messages[-1].get("more_body", True)
        self.messages.append(message)
        if self.chunks.count(HEARTBEAT) == 2:
            self.waited_long.set()

    @property
    def chunks(self) -> list[bytes]:
        return [message["body"] for message in self.messages if message["type"] == "http.response.body"]

    def events(self) -> list[str]:
        return [event["event"] for event in frames_of(b"".join(self.chunks).decode())]


async def test_comments_go_out_while_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "HEARTBEAT_SECONDS", 0.05)
    client = Client()

    async def answering(tell: Tell) -> Sequence[Event]:
        await tell(StatusEvent(status="Looking …"))
        await client.waited_long.wait()
        return [DeltaEvent(text="Ada.")]

    await asyncio.wait_for(AnswerStream(answering)(SCOPE, client.receive, client.send), 30)
    assert client.events() == ["status", "delta", "done"]
    assert client.messages[-1]["more_body"] is False


async def test_a_fault_becomes_a_sentence_and_done_comes_all_the_same() -> None:
    client = Client()

    async def answering(tell: Tell) -> Sequence[Event]:
        await tell(StatusEvent(status="Looking …"))
        raise RuntimeError("secret")

    await AnswerStream(answering)(SCOPE, client.receive, client.send)
    assert client.events() == ["status", "error", "done"]
    assert b"secret" not in b"".join(client.chunks)


async def test_whoever_leaves_stops_the_work() -> None:
    client = Client()
    stopped = asyncio.Event()

    async def answering(tell: Tell) -> Sequence[Event]:
        client.gone.set()
        try:
            await asyncio.sleep(3_600)
        except asyncio.CancelledError:
            stopped.set()
            raise
        return []

    await asyncio.wait_for(AnswerStream(answering)(SCOPE, client.receive, client.send), 30)
    await asyncio.wait_for(stopped.wait(), 30)
    assert client.chunks == []
