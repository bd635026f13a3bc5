"""One server for all tests of a module, and the first page opened on it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.looks import follow_link
from tests.support.processes import ServerProcess

# A whole piece of music may have to be rendered on a busy machine before something shows.
expect.set_options(timeout=90_000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    process = ServerProcess(tmp_path_factory.mktemp("e2e") / "data")
    process.start()
    try:
        process.wait_ready()
        yield process
    finally:
        process.close()


@pytest.fixture
def api(server: ServerProcess) -> Iterator[httpx.Client]:
    """Signed in; whatever a test left in the queue is cancelled after it."""
    with server.client() as client:
        yield client
        for status in ("queued", "processing"):
            for job in client.get("/api/v1/jobs", params={"status": status}).json()["items"]:
                client.delete(f"/api/v1/generate/{job['id']}")


@pytest.fixture
def signed_in(page: Page, server: ServerProcess, api: httpx.Client) -> Page:
    """An empty page that the printed link signed in: to draw one that is left at once costs seconds."""
    follow_link(page, server)
    return page


@pytest.fixture
def first_page(page: Page, server: ServerProcess, api: httpx.Client) -> Page:
    """The page as the printed link opens it."""
    page.goto(f"{server.url}/?token={server.token}")
    expect(page.get_by_test_id("prompt")).to_be_visible()
    return page
