"""Every page can be read and operated, in light and in dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.accessibility import faint_placeholders, violations
from tests.e2e.asking import LONG_JOB, WIDTHS, expect_state, open_finished, submit
from tests.support.processes import ServerProcess
from tests.support.rows import insert_jobs

pytestmark = pytest.mark.e2e

PAGE = Path(str(files("reprise"))) / "page"
ADDRESSES = (
    "/songs/generate",
    "/songs/jobs",
    "/songs/jobs?status=failed",
    "/songs/compare",
    "/songs/prompts",
    "/songs/prompts?show=favourites",
    "/songs/templates",
    "/songs/components",
    "/settings",
    "/songs/nowhere",
    "/songs/jobs/00000000-0000-4000-8000-00000000dead",
)
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def rows(server: ServerProcess) -> None:
    insert_jobs(server.data_dir, 60)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    wanted: Scheme = request.param
    return wanted


@pytest.fixture(params=WIDTHS)
def newcomer(browser: Browser, scheme: Scheme, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page of a colour scheme and a width, without motion: nothing is caught half faded in."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def page(newcomer: Page, server: ServerProcess, api: httpx.Client) -> Page:
    newcomer.goto(f"{server.url}/?token={server.token}")
    expect(newcomer.get_by_test_id("prompt")).to_be_visible()
    return newcomer


@dataclass
class Check:
    """Gathers what is wrong, so that one run tells all of it."""

    page: Page

    def __post_init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, where: str, but: tuple[str, ...] = ()) -> None:
        expect(self.page.get_by_label("Loading", exact=False)).to_have_count(0)
        wrong = violations(self.page, but) + faint_placeholders(self.page)
        self.found += [f"{where}: {one}" for one in wrong]


def test_pages(page: Page, server: ServerProcess, rows: None) -> None:
    check = Check(page)
    for address in ADDRESSES:
        page.goto(server.url + address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        check(address)
    assert not check.found, "\n".join(check.found)


def test_a_job_that_plays_and_what_opens_over_it(
    page: Page, server: ServerProcess, api: httpx.Client
) -> None:
    check = Check(page)
    job_id = open_finished(
        page, api, server.url, text="sad piano with zorblax", num_samples=2, duration=8, seed=5
    )
    page.get_by_test_id("play").first.click()
    page.keyboard.press("l")
    page.get_by_test_id("technical-facts").locator("summary").click()
    check("job")
    page.get_by_test_id("sample-more").first.click()
    expect(page.get_by_test_id("delete-sample")).to_be_visible()
    # A menu floats over the landmarks; axe knows that of dialogs, but not of menus.
    check("menu of a sample", but=("region",))
    page.get_by_test_id("to-tray").click()
    check("tray")
    page.get_by_test_id("sample").first.get_by_test_id("favorite").click()
    page.get_by_test_id("sample").first.get_by_test_id("favorite-note").click()
    expect(page.get_by_test_id("note")).to_be_visible()
    check("note")
    ids = api.get(f"/api/v1/generate/{job_id}").json()["audio_ids"]
    page.goto(f"{server.url}/songs/compare?ids={','.join(ids)}")
    expect(page.get_by_test_id("technical-table")).to_be_visible()
    check("comparison")
    page.goto(f"{server.url}/songs/prompts?show=favourites")
    expect(page.get_by_test_id("favorite-row").first).to_be_visible()
    check("favourites")
    assert not check.found, "\n".join(check.found)


def test_what_opens_over_the_page(page: Page, server: ServerProcess, api: httpx.Client) -> None:
    check = Check(page)
    page.get_by_test_id("attributes-toggle").click()
    page.get_by_test_id("parameters-toggle").click()
    check("all fields")
    page.get_by_test_id("prompt").fill("slow sad piano")
    page.get_by_test_id("duration").fill("999")
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("duration")).to_have_attribute("aria-invalid", "true")
    check("refused")
    page.get_by_test_id("templates-open").click()
    expect(page.get_by_test_id("template-pick").first).to_be_visible()
    check("templates")
    page.keyboard.press("Escape")
    page.get_by_test_id("template-save").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    check("save a template")
    page.keyboard.press("Escape")
    page.goto(f"{server.url}/songs/jobs")
    expect(page.get_by_test_id("rail")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_test_id("keyboard-map")).to_be_visible()
    check("keyboard map")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.get_by_test_id("search").fill("s")
    expect(page.get_by_role("listbox", name="Found").get_by_role("option").first).to_be_visible()
    check("search")
    assert not check.found, "\n".join(check.found)


def test_a_busy_queue(page: Page, server: ServerProcess, api: httpx.Client) -> None:
    check = Check(page)
    running = submit(api, "calm ambient pads", **LONG_JOB)
    submit(api, "funky house", **LONG_JOB)
    page.goto(f"{server.url}/songs/jobs/{running}")
    expect_state(page, "Processing")
    check("a running job")
    page.goto(f"{server.url}/songs/jobs")
    expect(page.locator("[data-testid=job-row][data-status=queued]")).to_be_visible()
    check("a busy list")
    page.get_by_test_id("queue-pill").click()
    expect(page.get_by_test_id("queue-waiting").get_by_test_id("queue-row")).to_have_count(1)
    check("queue")
    page.get_by_test_id("queue-clear").click()
    expect(page.get_by_test_id("queue-clear-confirm")).to_be_visible()
    check("clear")
    assert not check.found, "\n".join(check.found)


def test_a_server_that_is_away(page: Page) -> None:
    check = Check(page)
    page.route("**/api/**", lambda route: route.abort())
    page.get_by_test_id("rail").get_by_role("link", name="Prompts").click()
    expect(page.get_by_test_id("error").first).to_be_visible()
    check("error")
    assert not check.found, "\n".join(check.found)


def test_axe_stays_out_of_the_page() -> None:
    """It is a tool of these tests under the MPL (docs/decisions/0011): nobody else is given it."""
    built = [path for path in PAGE.rglob("*") if path.is_file()]
    assert PAGE / "index.html" in built
    assert not [path for path in built if "axe" in path.name or b"axe-core" in path.read_bytes()]


def test_signing_in(newcomer: Page, server: ServerProcess) -> None:
    newcomer.goto(f"{server.url}/songs/jobs")
    expect(newcomer.get_by_test_id("sign-in")).to_be_visible()
    check = Check(newcomer)
    check("sign in")
    assert not check.found, "\n".join(check.found)
