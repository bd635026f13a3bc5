"""A directory of experts, and another site: their profiles, and a page that has the chat in it."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

import httpx
from playwright.sync_api import Page, expect

CLOUD: Final = "Our cloud bill has doubled and nobody can say why"
NOBODY: Final = "zorblax quuxification of frobnicated whatsits"
PEOPLE: Final[list[dict[str, Any]]] = [
    {
        "username": "ada",
        "first_name": "Ada",
        "last_name": "Bell",
        "job_title": "Cloud cost engineer",
        "company": "Northwind Platforms",
        "bio": "I find out why a cloud bill has doubled and bring it down. I cut the bill of a marketplace "
        "by 43 % in six weeks by tagging every resource and turning off what nobody owned.",
        "hourly_rate": 140,
        "currency": "EUR",
        "category": "Technology",
        "tags": ["cloud", "AWS", "bill", "costs", "FinOps"],
    },
    {
        "username": "jonathan",
        "first_name": "Jonathan",
        "last_name": "Featherstone",
        "job_title": "Site reliability engineer",
        "bio": "Kubernetes clusters that cost more than the product earns: I plan capacity, autoscaling and "
        "spot instances, so that the cloud bill is one that somebody can explain.",
        "hourly_rate": 95.5,
        "currency": "USD",
        "category": "Technology",
        "tags": ["Kubernetes", "cloud", "bill"],
    },
    {
        "username": "mei",
        "first_name": "Mei",
        "last_name": "Tanaka",
        "job_title": "Tax adviser",
        "company": "Tanaka & Daughters",
        "bio": "Value added tax for shops that sell abroad: registration, returns, and what is due where.",
        "category": "Law",
        "tags": ["tax", "VAT", "abroad"],
    },
    {
        "username": "olu",
        "first_name": "Olu",
        "last_name": "Adeyemi",
        "job_title": "Pitch coach",
        "bio": "Investors understand your slides after we rewrote them together.",
        "tags": ["pitch", "investors"],
    },
]


class OtherSite:
    """Another origin, on a free port of the loopback until `close`: its pages, and who came for them."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.visits: list[str] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def url(self, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self._http.server_port}"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(10)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.visits.append(self.path)
                content = site.pages.get(self.path, f"<!doctype html><title>{self.path}</title>").encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Nothing on standard error."""

        return Handler


class Cable:
    """A way to a server, on a free port, that can be held behind a stream's first event, and cut."""

    def __init__(self, port: int) -> None:
        self.holds = False
        self._port = port
        self._ends: list[socket.socket] = []
        self._cut = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self) -> None:
        """Every connection that is open now is gone."""
        self._cut.set()
        self._cut = threading.Event()
        while self._ends:
            _close(self._ends.pop())

    def close(self) -> None:
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near = self._listener.accept()[0]
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._port))
            self._ends += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        cut = self._cut
        try:
            while data := source.recv(65_536):
                if self.holds and b'"event":"status"' in data:
                    first, end, _ = data.partition(b"\n\n")
                    target.sendall(first + end)
                    cut.wait(120)
                    break
                target.sendall(data)
        except OSError:
            pass
        _close(source)
        _close(target)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


def fill(api: httpx.Client, site: OtherSite) -> None:
    """Everybody into the directory, with a profile on the other site."""
    for person in PEOPLE:
        body = {**person, "profile_url": f"{site.url()}/people/{person['username']}"}
        api.post("/api/v1/experts", json=body).raise_for_status()


def ask(page: Page, query: str) -> None:
    page.get_by_test_id("chat-field").fill(query)
    page.get_by_test_id("chat-field").press("Enter")


def ask_and_wait(page: Page, query: str) -> None:
    """Until the answer is there; the page says so to a screen reader too."""
    turns = page.get_by_test_id("turn").count()
    ask(page, query)
    expect(page.get_by_test_id("turn")).to_have_count(turns + 1)
    expect(page.get_by_test_id("turn").last).to_have_attribute("data-state", "answered")
