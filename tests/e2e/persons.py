"""Several people on one server: their accounts, and how they come in."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.support.processes import ServerProcess

ADMIN = "admin@example.org"
PASSWORD = "correct horse battery"
_numbers = itertools.count(1)


def add_admin(server: ServerProcess, email: str = ADMIN) -> None:
    """With the command that a person uses, its password through a pipe."""
    who = ["user", "add", email, "--role", "admin", "--data-dir", str(server.data_dir)]
    subprocess.run([server.command, *who], input=f"{PASSWORD}\n", text=True, capture_output=True, check=True)


@contextmanager
def accounts_server(directory: Path, **environment: str) -> Iterator[ServerProcess]:
    """Ready, in mode `accounts`, with one administrator."""
    server = ServerProcess(directory / "data", environment={"REPRISE_AUTH": "accounts"} | environment)
    server.start()
    try:
        server.wait_ready(180)
        add_admin(server)
        yield server
    finally:
        server.close()


def sign_in_api(server: ServerProcess, email: str = ADMIN, password: str = PASSWORD) -> httpx.Client:
    """A program that has signed in; the caller closes it."""
    body = {"email": email, "password": password}
    token = httpx.post(f"{server.url}/api/v1/auth/login", json=body).raise_for_status().json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.Client(base_url=f"{server.url}/api/v1", headers=headers, timeout=30)


def new_email() -> str:
    return f"person{next(_numbers)}@example.org"


def invite(server: ServerProcess, role: str = "member") -> str:
    """The link of a new invite, as an administrator would send it."""
    with sign_in_api(server) as admin:
        link: str = admin.post("/invites", json={"role": role}).raise_for_status().json()["link"]
    return server.url + link


def register(server: ServerProcess, role: str = "member") -> str:
    """Make an account over the API; returns its email."""
    email, token = new_email(), invite(server, role).partition("=")[2]
    body = {"email": email, "password": PASSWORD, "invite": token}
    httpx.post(f"{server.url}/api/v1/auth/register", json=body).raise_for_status()
    return email


def come_in(page: Page, server: ServerProcess, email: str, address: str = "/songs/generate") -> None:
    """Sign in at an address as a person does, and be there afterwards."""
    page.goto(server.url + address)
    expect(page.get_by_test_id("sign-in")).to_be_visible()
    page.get_by_test_id("email").fill(email)
    page.get_by_test_id("password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("rail")).to_be_visible()


@dataclass
class Windows:
    """Opens windows of fresh profiles; `close` closes all of them and tells what their scripts threw."""

    browser: Browser

    def __post_init__(self) -> None:
        self._contexts: list[BrowserContext] = []
        self.thrown: list[str] = []

    def open(self, width: int = 1440) -> Page:
        height = 900 if width > 1000 else 844
        context = self.browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.thrown.append(str(error)))
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        assert not self.thrown, self.thrown
