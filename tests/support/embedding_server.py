"""Embeddings on a real socket: a dimension for each idea that a text mentions, in whatever words."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

IDEAS: Final[tuple[tuple[str, ...], ...]] = (
    ("database", "postgresql", "rows", "tables"),
    ("compiler", "parsers", "translate source into machine"),
    ("cooking", "kitchen", "soup"),
)


class EmbeddingServer:
    """Listens on a free port of the loopback until `close`; `asked` are the texts of every request."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.keys: list[str | None] = []
        self.status = 200
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(10)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.asked.append(body["input"])
                server.keys.append(self.headers.get("Authorization"))
                content = json.dumps(_answer(body) if self.path == "/v1/embeddings" else {}).encode()
                self.send_response(server.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Nothing on standard error."""

        return Handler


def _answer(body: dict[str, Any]) -> dict[str, Any]:
    # Last first: the order of an answer is its indexes'.
    data = [
        {"object": "embedding", "index": at, "embedding": _of(text)} for at, text in enumerate(body["input"])
    ]
    return {"object": "list", "model": body["model"], "data": data[::-1]}


def _of(text: str) -> list[float]:
    told = text.lower()
    return [*(float(any(word in told for word in idea)) for idea in IDEAS), 0.1]
