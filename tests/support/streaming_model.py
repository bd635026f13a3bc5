"""Ways in which a model provider answers while it writes, for `ModelServer.behave`."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

from tests.support.model_server import Behaviour, Payload, Request


def writes(payload: Payload, *, pieces: int = 12, pause_s: float = 0.0) -> Behaviour:
    """The whole answer, in so many pieces."""
    return lambda request: _stream(request, _cut(json.dumps(payload), pieces), pause_s=pause_s)


def breaks_off_after(payload: Payload, *, share: float) -> Behaviour:
    """A part of the answer, then the connection ends."""

    def play(request: Request) -> None:
        text = json.dumps(payload)
        _stream(request, _cut(text[: int(len(text) * share)], 4), whole=False)

    return play


class Lingers:
    """Begins to answer and goes on for ever; `left` is set once the client is gone."""

    def __init__(self, payload: Payload) -> None:
        self.began = threading.Event()
        self.left = threading.Event()
        self._text = json.dumps(payload)

    def __call__(self, request: Request) -> None:
        try:
            _begin(request)
            _send(request, _openai_chunks([self._text[:20]], request, whole=False))
            self.began.set()
            # Nothing more is sent: the end of the connection is seen by reading from it.
            request.connection.connection.settimeout(60)
            if request.connection.connection.recv(1) == b"":
                self.left.set()
        except OSError:
            self.left.set()


def _cut(text: str, pieces: int) -> list[str]:
    size = max(1, len(text) // pieces)
    return [text[start : start + size] for start in range(0, len(text), size)]


def _stream(request: Request, pieces: Iterable[str], *, pause_s: float = 0.0, whole: bool = True) -> None:
    _begin(request)
    chunks = _anthropic_chunks if request.is_anthropic else _openai_chunks
    for chunk in chunks(pieces, request, whole=whole):
        _send(request, [chunk])
        time.sleep(pause_s)
    if whole:
        request.connection.wfile.write(b"0\r\n\r\n")


def _begin(request: Request) -> None:
    http = request.connection
    http.send_response(200)
    http.send_header("Content-Type", "text/event-stream")
    http.send_header("Transfer-Encoding", "chunked")
    http.send_header("Connection", "close")
    http.end_headers()


def _send(request: Request, chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        request.connection.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        request.connection.wfile.flush()


def _openai_chunks(pieces: Iterable[str], request: Request, *, whole: bool) -> Iterator[bytes]:
    name = request.body["tools"][0]["function"]["name"]
    call: dict[str, Any] = {"index": 0, "id": "call_1", "type": "function"}
    call["function"] = {"name": name, "arguments": ""}
    yield _openai({"role": "assistant", "content": None, "tool_calls": [call]})
    for piece in pieces:
        yield _openai({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]})
    if whole:
        yield _openai({}, finish="tool_calls")
        yield b"data: [DONE]\n\n"


def _openai(delta: dict[str, Any], finish: str | None = None) -> bytes:
    chunk = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "test",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return f"data: {json.dumps(chunk)}\n\n".encode()


def _anthropic_chunks(pieces: Iterable[str], request: Request, *, whole: bool) -> Iterator[bytes]:
    usage = {"input_tokens": 10, "output_tokens": 1}
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "test", "content": []}
    yield _anthropic("message_start", message=message | {"usage": usage, "stop_reason": None})
    use = {"type": "tool_use", "id": "toolu_1", "name": request.body["tools"][0]["name"], "input": {}}
    yield _anthropic("content_block_start", index=0, content_block=use)
    for piece in pieces:
        delta = {"type": "input_json_delta", "partial_json": piece}
        yield _anthropic("content_block_delta", index=0, delta=delta)
    if whole:
        yield _anthropic("content_block_stop", index=0)
        yield _anthropic("message_delta", delta={"stop_reason": "tool_use"}, usage={"output_tokens": 20})
        yield _anthropic("message_stop")


def _anthropic(kind: str, **fields: Any) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n".encode()
