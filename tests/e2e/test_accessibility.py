"""Every page can be read and operated, in light and in dark."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.accessibility import double_ids, faint_texts, heading_levels, nameless_controls
from tests.e2e.asking import open_finished
from tests.support.processes import ServerProcess
from tests.support.rows import insert_jobs

pytestmark = pytest.mark.e2e

SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def rows(server: ServerProcess) -> None:
    insert_jobs(server.data_dir, 60)


def check(page: Page, where: str) -> None:
    assert nameless_controls(page) == [], where
    assert faint_texts(page) == [], where
    assert double_ids(page) == [], where


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "address",
    [
        "/songs/generate",
        "/songs/jobs",
        "/songs/compare",
        "/songs/prompts",
        "/songs/templates",
        "/songs/components",
        "/settings",
        "/songs/nowhere",
    ],
)
def test_pages(signed_in: Page, server: ServerProcess, rows: None, address: str, scheme: str) -> None:
    signed_in.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    signed_in.goto(server.url + address)
    expect(signed_in.get_by_role("heading").first).to_be_visible()
    signed_in.wait_for_timeout(700)
    check(signed_in, address)
    levels = heading_levels(signed_in)
    assert levels[:1] == [1], f"{address} begins with its title"
    assert levels.count(1) == 1, address


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_job_that_plays_its_menus_and_the_queue(
    signed_in: Page, server: ServerProcess, api: httpx.Client, scheme: str
) -> None:
    page = signed_in
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_finished(page, api, server.url, text="sad piano with zorblax", num_samples=2, duration=8)
    page.get_by_test_id("play").first.click()
    page.keyboard.press("l")
    page.get_by_test_id("technical-facts").locator("summary").click()
    check(page, "job")
    page.get_by_test_id("sample-more").first.click()
    expect(page.get_by_test_id("delete-sample")).to_be_visible()
    page.wait_for_timeout(200)
    check(page, "menu")
    page.keyboard.press("Escape")
    page.get_by_test_id("queue-pill").click()
    expect(page.get_by_role("dialog", name="Queue")).to_be_visible()
    page.wait_for_timeout(200)
    check(page, "queue")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_test_id("keyboard-map")).to_be_visible()
    page.wait_for_timeout(200)
    check(page, "keyboard map")


def test_signing_in(page: Page, server: ServerProcess) -> None:
    page.goto(f"{server.url}/songs/jobs")
    expect(page.get_by_test_id("sign-in")).to_be_visible()
    check(page, "sign in")
