"""A model provider on a real socket: speaks OpenAI's chat completions and Anthropic's messages, and
misbehaves on request.

`ModelServer.behave(a, b, c)` plays `a` for the first request, then `b`, and `c` from then on.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Payload = dict[str, Any]
DIMENSIONS = ("technical_accuracy", "communication_clarity", "problem_solving", "relevance")


@dataclass
class Request:
    """What a client sent, and the ways to answer it."""

    path: str
    headers: dict[str, str]
    body: Payload
    connection: BaseHTTPRequestHandler
    closing: threading.Event

    @property
    def is_anthropic(self) -> bool:
        return self.path.endswith("/messages")

    @property
    def material(self) -> Payload:
        """What people wrote, from the first message of the user."""
        first = next(message for message in self.body["messages"] if message["role"] == "user")
        content = first["content"]
        words = content if isinstance(content, str) else content[0]["text"]
        found: Payload = json.loads(words[words.index("{") : words.rindex("}") + 1])
        return found

    @property
    def wants_question(self) -> bool:
        return "knowledge_gaps" not in json.dumps(self.body["tools"])

    def send(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        http = self.connection
        http.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            http.send_header(name, value)
        http.send_header("Content-Length", str(len(content)))
        http.send_header("Connection", "close")
        http.end_headers()
        http.wfile.write(content)

    def envelope(self, arguments: str) -> bytes:
        """An answer of the protocol that was spoken, whose tool is called with `arguments` (JSON as text)."""
        message = self._anthropic(arguments) if self.is_anthropic else self._openai(arguments)
        return json.dumps({"model": self.body["model"], **message}).encode()

    def _openai(self, arguments: str) -> Payload:
        name = self.body["tools"][0]["function"]["name"]
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "choices": [
                {
                    "index": 0,
                    "finish_reason": "tool_calls",
                    "message": {"role": "assistant", "content": None, "tool_calls": [call]},
                }
            ],
            "usage": {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200},
        }

    def _anthropic(self, arguments: str) -> Payload:
        name = self.body["tools"][0]["name"]
        use = {"type": "tool_use", "id": "toolu_1", "name": name, "input": json.loads(arguments)}
        return {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "content": [use],
            "stop_reason": "tool_use",
            "stop_sequence": None,
            "usage": {"input_tokens": 1000, "output_tokens": 200},
        }


Behaviour = Callable[[Request], None]


def says(payload: Payload) -> Behaviour:
    return lambda request: request.send(200, request.envelope(json.dumps(payload)))


def well(request: Request) -> None:
    """A sound answer to whatever was asked, made from the material."""
    said = sound_question(request.material) if request.wants_question else sound_analysis(request.material)
    says(said)(request)


def stalls(request: Request) -> None:
    """Not a byte until the client goes away or the server closes."""
    request.closing.wait(300)


def breaks_off(request: Request) -> None:
    content = request.envelope(json.dumps(sound_analysis(request.material)))
    http = request.connection
    http.send_response(200)
    http.send_header("Content-Type", "application/json")
    http.send_header("Content-Length", str(len(content)))
    http.end_headers()
    http.wfile.write(content[: len(content) // 2])
    http.wfile.flush()
    http.connection.shutdown(socket.SHUT_RDWR)


def status(code: int, words: str = "no", headers: dict[str, str] | None = None) -> Behaviour:
    content = json.dumps({"error": {"message": words, "type": "error"}}).encode()
    return lambda request: request.send(code, content, headers)


def broken_json(request: Request) -> None:
    """The envelope is whole, the arguments inside are not (Anthropic's are an object:

    there the envelope breaks).
    """
    if request.is_anthropic:
        request.send(200, b'{"id": "msg_1", "content": [{')
    else:
        request.send(200, request.envelope('{"technical_accuracy": {"score": 7'))


def huge(request: Request) -> None:
    request.send(200, request.envelope(json.dumps({"padding": "x" * 3_000_000})))


def sound_analysis(material: Payload) -> Payload:
    """A judgement of each dimension with the first words of an answer as its quote."""
    answers = [message for message in material["messages"] if message["type"] == "answer"]
    judgements: Payload = {}
    for index, dimension in enumerate(DIMENSIONS):
        answer = answers[index % len(answers)]
        quote = {"message": answer["id"], "text": " ".join(answer["content"].split()[:8])}
        judgements[dimension] = {"score": 61 + index, "feedback": f"On {dimension}.", "quotes": [quote]}
    return {
        **judgements,
        "overall_comments": "A fair start.",
        "knowledge_gaps": ["Indexes"],
        "learning_recommendations": ["Read a query plan."],
    }


_THEMES = (
    "first steps",
    "hard choices",
    "numbers",
    "mistakes",
    "customers",
    "deadlines",
    "tests",
    "risks",
    "tools",
    "handovers",
)


def sound_question(material: Payload) -> Payload:
    """Another theme for every message said so far."""
    number = len(material["messages"])
    theme = _THEMES[number // 2 % len(_THEMES)]
    return {"content": f"Round {number}: {theme}! What about {theme}, {'really ' * number}?"}


@dataclass
class ModelServer:
    """Listens on a free port of the loopback until `close`."""

    received: list[Request] = field(default_factory=list)
    _script: list[Behaviour] = field(default_factory=lambda: [well])
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closing: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def behave(self, *script: Behaviour) -> None:
        with self._lock:
            self._script = list(script)
            self.received.clear()

    def close(self) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(10)

    def _next(self) -> Behaviour:
        with self._lock:
            return self._script.pop(0) if len(self._script) > 1 else self._script[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(self.path, headers, json.loads(content), self, server._closing)
                server.received.append(request)
                self.close_connection = True
                try:
                    server._next()(request)
                except OSError:
                    # The client has gone: some tests are about just that.
                    return

            def log_message(self, *_: object) -> None:
                """Nothing on standard error."""

        return Handler


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    server = ModelServer()
    yield server
    server.close()
