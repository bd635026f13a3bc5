"""One page in light and in dark, wide and narrow: what is wrong with it in each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.accessibility import faint_placeholders, violations
from tests.e2e.asking import horizontal_overflow
from tests.support.processes import ServerProcess

Scheme = Literal["light", "dark"]
LOOKS: Final = [
    pytest.param(scheme, width, id=f"{scheme}-{name}")
    for scheme in ("light", "dark")
    for name, width in (("wide", 1440), ("narrow", 390))
]


@contextmanager
def dressed(browser: Browser, server: ServerProcess, scheme: Scheme, width: int) -> Iterator[Page]:
    """An empty page, signed in, without motion: nothing is caught half faded in."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    follow_link(page, server)
    yield page
    context.close()


def follow_link(page: Page, server: ServerProcess) -> None:
    """Sign the window of the page in by the printed link, without drawing what it leads to."""
    assert page.context.request.get(f"{server.url}/?token={server.token}").ok


def faults(page: Page, where: str, but: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, faint placeholders, not exactly one main heading, and what is too broad."""
    expect(page.get_by_label("Loading", exact=False)).to_have_count(0)
    found = violations(page, but) + faint_placeholders(page)
    headings = page.get_by_role("heading", level=1).count()
    # What is open over the page hides it from readers, its heading too.
    if headings != 1 and not but:
        found.append(f"{headings} main headings")
    if horizontal_overflow(page):
        found.append(f"{horizontal_overflow(page)} pixels too broad")
    return [f"{where}: {one}" for one in found]
