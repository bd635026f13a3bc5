"""What all the feedback says: every figure with what it rests on, and the samples that nobody has heard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.looks import LOOKS, Scheme, dressed, faults
from tests.e2e.rating import Made, make, say, star
from tests.support import tied
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def server_api(server: ServerProcess) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.fixture(scope="module")
def rated(server_api: httpx.Client) -> Made:
    """Four samples: two rated, one compared, one of which nothing was said."""
    made = make(server_api, num_samples=4)
    say(server_api, made.samples[0], rating=5, tags=["creative"])
    say(server_api, made.samples[0], rating=2, rating_criterion="melody")
    say(server_api, made.samples[1], rating=2, tags=["repetitive"])
    say(server_api, made.samples[2], preferred_over=made.samples[1])
    return made


@pytest.fixture
def insights(signed_in: Page, server: ServerProcess, rated: Made) -> Page:
    signed_in.goto(f"{server.url}/insights")
    expect(signed_in.get_by_test_id("coverage")).to_be_visible()
    return signed_in


def test_nothing_yet_says_what_to_do(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    fresh = ServerProcess(tmp_path_factory.mktemp("empty") / "data")
    fresh.start()
    try:
        fresh.wait_ready()
        with dressed(browser, fresh, "light", 1440) as page:
            page.goto(f"{fresh.url}/insights")
            expect(page.get_by_test_id("empty")).to_contain_text("which samples nobody has heard yet")
            page.get_by_role("link", name="Describe some music").click()
            expect(page.get_by_test_id("prompt")).to_be_visible()
    finally:
        fresh.close()


def test_every_figure_says_what_it_rests_on(insights: Page) -> None:
    page = insights
    expect(page).to_have_title("Insights · Reprise")
    average, number = page.get_by_test_id("chart").nth(0), page.get_by_test_id("chart").nth(1)
    expect(average).to_contain_text("3.5 of 5, n = 2")
    expect(number).to_contain_text("2 ratings")
    plot = average.get_by_role("slider")
    plot.focus()
    page.keyboard.press("ArrowLeft")
    expect(plot).to_have_attribute("aria-valuetext", re.compile(r"\d{4}: 3\.5 of 5, n = 2$"))
    row = {
        "by-engine": (re.compile(r"^composer [\d.]+$"), "3.5", "2"),
        "by-tag": (re.compile("^Creative$"), "5.0", "1"),
        "by-criterion": (re.compile("^Melody$"), "2.0", "1"),
    }
    for table, (name, value, count) in row.items():
        found = (
            page.get_by_test_id(table).get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))
        )
        expect(found.get_by_role("cell").nth(0)).to_have_text(value)
        expect(found.get_by_role("cell").nth(1)).to_have_text(count)
    page.get_by_test_id("over-time-table").locator("summary").click()
    expect(page.get_by_role("region", name="Ratings over time").get_by_role("row").last).to_contain_text(
        "3.5"
    )


# As fast as no person and any slow machine: the second day is chosen before the page has drawn the first.
_CHOOSE_BOTH = """days => {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  for (const [field, day] of Object.entries(days)) {
    const input = document.querySelector(`[data-testid=${field}]`);
    set.call(input, day);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""


def test_a_second_day_does_not_undo_the_first(insights: Page) -> None:
    insights.evaluate(_CHOOSE_BOTH, {"from": "2020-01-01", "to": "2020-01-02"})
    expect(insights).to_have_url(re.compile("from=2020-01-01&to=2020-01-02"))
    expect(insights.get_by_test_id("from")).to_have_value("2020-01-01")


def test_criterion_and_days_are_in_the_address_and_come_back_from_it(insights: Page) -> None:
    page = insights
    page.get_by_test_id("criterion").select_option("melody")
    expect(page).to_have_url(re.compile(r"/insights\?criterion=melody$"))
    chart = page.get_by_test_id("chart").first
    expect(chart).to_contain_text("2.0 of 5, n = 1")
    page.reload()
    expect(page.get_by_test_id("criterion")).to_have_value("melody")
    expect(chart).to_contain_text("2.0 of 5, n = 1")
    page.go_back()
    expect(chart).to_contain_text("3.5 of 5, n = 2")
    page.get_by_test_id("from").fill("2020-01-01")
    page.get_by_test_id("to").fill("2020-01-02")
    expect(page).to_have_url(re.compile("from=2020-01-01&to=2020-01-02"))
    expect(page.get_by_text("No ratings in this time.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("No ratings in this time.")).to_be_visible()
    page.get_by_test_id("all-time").click()
    expect(chart).to_contain_text("3.5 of 5, n = 2")


def test_what_nobody_has_rated_is_listed_and_rated_right_there(
    insights: Page, server_api: httpx.Client
) -> None:
    page = insights
    made = make(server_api, "calm ambient pads", num_samples=1)
    page.get_by_test_id("uncovered-state").get_by_text("Nobody has rated").click()
    expect(page).to_have_url(re.compile("samples=unrated"))
    row = page.locator(f"[data-testid=uncovered-row][data-audio-id='{made.samples[0]}']")
    expect(row).to_contain_text("calm ambient pads")
    row.get_by_test_id("play-sample").click()
    expect(page.get_by_test_id("player")).to_contain_text("calm ambient pads")
    star(row, 4).click()
    expect(page.get_by_test_id("notices")).to_contain_text("Rated sample A 4 of 5")
    page.reload()
    expect(page.get_by_test_id("uncovered-row").first).to_be_visible()
    expect(row).to_have_count(0)


def test_what_was_played_is_no_longer_unheard(insights: Page, server_api: httpx.Client, rated: Made) -> None:
    page = insights
    row = page.locator(f"[data-testid=uncovered-row][data-audio-id='{rated.samples[3]}']")
    expect(row).to_be_visible()
    row.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/songs/jobs/{rated.job}\?sample=D$"))
    expect(page.get_by_test_id("player")).to_contain_text("slow sad piano")
    page.get_by_test_id("player-toggle").click()

    def is_heard() -> bool:
        answer = server_api.get("/api/v1/feedback/coverage", params={"state": "unheard"}).json()
        return rated.samples[3] not in {sample["audio_id"] for sample in answer["items"]}

    tied.until(is_heard, 60, lambda: "the server was not told what was heard")
    page.get_by_test_id("rail").get_by_role("link", name="Insights").click()
    expect(page.get_by_test_id("coverage")).to_be_visible()
    expect(row).to_have_count(0)


def test_the_keys_lead_there(first_page: Page, rated: Made) -> None:
    first_page.get_by_test_id("rail").get_by_role("link", name="Jobs").click()
    expect(first_page.get_by_role("heading", name="Jobs", level=1)).to_be_visible()
    first_page.keyboard.press("g")
    first_page.keyboard.press("i")
    expect(first_page.get_by_role("heading", name="Insights", level=1)).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_insights_can_be_read_and_operated_by_everybody(
    browser: Browser, server: ServerProcess, rated: Made, scheme: Scheme, width: int
) -> None:
    with dressed(browser, server, scheme, width) as page:
        page.goto(f"{server.url}/insights")
        expect(page.get_by_test_id("uncovered-row").first).to_be_visible()
        page.get_by_test_id("over-time-table").locator("summary").click()
        found = faults(page, "figures")
        page.goto(f"{server.url}/insights?from=2020-01-01&to=2020-01-02&samples=unrated")
        expect(page.get_by_text("No ratings in this time.")).to_be_visible()
        found += faults(page, "no ratings")
    assert not found, "\n".join(found)
