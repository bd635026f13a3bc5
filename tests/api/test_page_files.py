"""The files of the built page, each at its address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from reprise.app import create_app
from reprise.core.context import Core


@pytest.fixture
def database_kind() -> str:
    """Nothing here depends on the kind of database."""
    return "sqlite"


@pytest.fixture
async def page(core: Core, base_url: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A page of two files, beside one that is not of it; nobody is signed in."""
    built = tmp_path / "page"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text('<base href="/" />')
    (built / "favicon.svg").write_text("<svg/>")
    (built / "assets" / "index-1a2b.js").write_text("run()")
    (tmp_path / "secret").write_text("not of the page")
    transport = httpx.ASGITransport(create_app(core, {}, built), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=base_url) as client:
        yield client


async def test_each_has_its_address(page: httpx.AsyncClient) -> None:
    script, icon = await page.get("/assets/index-1a2b.js"), await page.get("/favicon.svg")
    assert (script.text, icon.text) == ("run()", "<svg/>")
    assert "immutable" in script.headers["Cache-Control"]
    assert icon.headers["Cache-Control"] == "no-cache"
    head = await page.head("/favicon.svg")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "6")


async def test_they_can_only_be_read(page: httpx.AsyncClient) -> None:
    for method in ("POST", "PUT", "DELETE"):
        answer = await page.request(method, "/favicon.svg")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/",
        "/assets",
        "/assets/../../secret",
        "/assets/%2e%2e/%2e%2e/secret",
        "/index.html/x",
        "/secret",
    ],
)
async def test_nothing_else_is_found(path: str, page: httpx.AsyncClient) -> None:
    assert (await page.get(path)).status_code == 404
