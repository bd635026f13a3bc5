"""Experts as their operator sees them: figures, searches, gaps, people, leads, settings, the lab."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.experts_world import CLOUD, NOBODY, OtherSite, fill
from tests.e2e.looks import LOOKS, Scheme, dressed, faults
from tests.support import tied
from tests.support.processes import ServerProcess, StartServer

pytestmark = pytest.mark.e2e

TAX = "Which value added tax is due when I sell abroad?"


class Visitor:
    """Somebody who asks, over the API as the chat does."""

    def __init__(self, server: ServerProcess) -> None:
        self._http = httpx.Client(base_url=f"{server.url}/api/v1/experts", timeout=60)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, query: str) -> dict[str, Any]:
        """The `result` of the stream."""
        answer = self._http.post("/chat", json={"query": query}).raise_for_status()
        events = [json.loads(line[5:]) for line in answer.text.splitlines() if line.startswith("data:")]
        return next(event for event in events if event["event"] == "result")

    def vote(self, result: dict[str, Any], vote: str, *reasons: str) -> None:
        body = {
            "conversation_id": result["conversation_id"],
            "vote": vote,
            "expert_ids": [expert["id"] for expert in result["experts"]],
            "reasons": list(reasons),
        }
        self._http.post("/feedback", json=body).raise_for_status()

    def give_email(self, email: str, query: str) -> None:
        self._http.post("/email-capture", json={"email": email, "query": query}).raise_for_status()


@pytest.fixture(scope="module")
def site() -> Iterator[OtherSite]:
    other = OtherSite()
    yield other
    other.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, site: OtherSite) -> Iterator[ServerProcess]:
    """Six searches: two asked back, four answered, of which three voted on (one switched), one with email."""
    data = tmp_path_factory.mktemp("operator") / "data"
    process = ServerProcess(data, environment={"REPRISE_CHAT_RATE": "100000"})
    process.start()
    try:
        process.wait_ready()
        with process.client() as api:
            fill(api, site)
        asked(process)
        yield process
    finally:
        process.close()


def asked(server: ServerProcess) -> None:
    with Visitor(server) as ada, Visitor(server) as ben, Visitor(server) as cleo:
        ada.vote(ada.ask(CLOUD), "up")
        switched = ada.ask(TAX)
        ada.vote(switched, "up")
        ada.vote(switched, "down", "Not relevant to my problem")
        ben.vote(ben.ask(CLOUD), "up")
        ben.ask(NOBODY)
        cleo.ask(NOBODY.upper())
        cleo.give_email("cleo@example.org", TAX)
        cleo.ask(TAX)


@pytest.fixture
def operator(signed_in: Page, server: ServerProcess) -> Page:
    signed_in.goto(f"{server.url}/experts")
    expect(signed_in.get_by_role("heading", name="Experts", level=1)).to_be_visible()
    return signed_in


def place(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Experts").get_by_role("link", name=name, exact=True).click()


def test_an_empty_app_says_how_to_begin(page: Page, start_server: StartServer) -> None:
    fresh = start_server()
    page.goto(f"{fresh.url}/?token={fresh.token}")
    expect(page.get_by_test_id("prompt")).to_be_visible()
    page.get_by_test_id("rail").get_by_role("link", name="Experts").click()
    expect(page.get_by_test_id("empty")).to_contain_text("reprise experts import")
    expect(page.get_by_test_id("empty")).to_contain_text("reprise demo")
    for name, words in (
        ("Directory", "reprise experts import people.csv --dry-run"),
        ("Searches", "Here will be every question"),
        ("Gaps", "No gaps"),
        ("Leads", "Here will be everybody who left an email"),
    ):
        place(page, name)
        expect(page.get_by_test_id("empty")).to_contain_text(words)


def test_figures_lead_to_searches_and_to_one_conversation(operator: Page, server: ServerProcess) -> None:
    page = operator
    summary = page.get_by_test_id("summary")
    expect(summary).to_contain_text("67 %")
    expect(summary).to_contain_text("of 6 searches")
    expect(summary).to_contain_text("of 3 votes")
    expect(page.get_by_test_id("chart")).to_have_count(4)
    expect(page.get_by_test_id("chart").nth(3)).to_contain_text("67 % of 3 votes")
    page.get_by_test_id("days").get_by_text("7 days").click()
    expect(page).to_have_url(re.compile("days=7"))
    page.get_by_test_id("down-queries").get_by_role("link", name=TAX).click()
    expect(page).to_have_url(re.compile("vote=down"))
    row = page.get_by_test_id("search-row")
    expect(row).to_have_count(1)
    row.get_by_role("link").click()
    expect(page.get_by_test_id("talk")).to_contain_text(TAX)
    expect(page.get_by_test_id("shown")).to_contain_text("Mei Tanaka")
    votes = page.get_by_test_id("vote")
    expect(votes).to_have_count(2)
    expect(votes.first).to_contain_text("down")
    expect(votes.first).to_contain_text("Not relevant to my problem")
    expect(votes.first).to_have_attribute("data-counts", "true")
    expect(votes.last).to_have_attribute("data-counts", "false")
    expect(page.get_by_test_id("search-facts")).to_contain_text("extractive")


def test_searches_are_narrowed_by_the_address_and_exported_as_shown(operator: Page) -> None:
    page = operator
    place(page, "Searches")
    rows = page.get_by_test_id("search-row")
    expect(rows).to_have_count(6)
    page.get_by_test_id("vote-filter").select_option("up")
    expect(rows).to_have_count(2)
    page.get_by_test_id("type-filter").select_option("clarification")
    expect(page.get_by_test_id("empty")).to_contain_text("No search fits")
    page.get_by_test_id("vote-filter").select_option("")
    expect(rows).to_have_count(2)
    expect(page).to_have_url(re.compile(r"searches\?type=clarification$"))
    page.reload()
    expect(rows).to_have_count(2)
    with page.expect_download() as saved:
        page.get_by_test_id("export").click()
    lines = list(csv.reader(io.StringIO(saved.value.path().read_text(encoding="utf-8-sig"))))
    assert len(lines) == 3, lines
    assert {line.lower() for row in lines[1:] for line in row if "zorblax" in line.lower()} == {NOBODY}
    page.get_by_test_id("filters-clear").first.click()
    page.get_by_test_id("searches-search").fill("value added")
    expect(rows).to_have_count(2)
    page.get_by_test_id("email-filter").select_option("yes")
    expect(rows).to_have_count(1)


def test_a_gap_is_resolved_and_opened_again(operator: Page) -> None:
    page = operator
    place(page, "Gaps")
    row = page.get_by_test_id("gap-row")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("2 asked back")
    row.get_by_test_id("gap-resolve").click()
    page.get_by_test_id("resolve-note").fill("Nobody knows what that is.")
    page.get_by_test_id("resolve-save").click()
    expect(page.get_by_test_id("empty")).to_be_visible()
    page.get_by_test_id("gap-state").get_by_text("Resolved").click()
    expect(row).to_contain_text("Nobody knows what that is.")
    row.get_by_test_id("gap-reopen").click()
    expect(page.get_by_test_id("empty")).to_be_visible()
    page.get_by_test_id("gap-state").get_by_text("Open").click()
    expect(row).to_have_count(1)


def test_an_expert_is_found_and_made_easier_to_find(operator: Page, server: ServerProcess) -> None:
    page = operator
    place(page, "Directory")
    expect(page.get_by_test_id("expert-row")).to_have_count(4)
    page.get_by_test_id("findability-filter").select_option("50")
    page.get_by_test_id("expert-row").get_by_role("link", name="Olu Adeyemi").click()
    advice = page.get_by_test_id("findability")
    expect(advice).to_contain_text("Choose a category")
    page.get_by_test_id("expert-category").fill("Money")
    page.get_by_test_id("expert-hourly_rate").fill("90")
    page.get_by_test_id("expert-currency").fill("E1")
    page.get_by_test_id("expert-save").click()
    expect(page.get_by_test_id("expert-currency")).to_have_attribute("aria-invalid", "true")
    page.get_by_test_id("expert-currency").fill("EUR")
    page.get_by_test_id("expert-save").click()
    expect(page.get_by_test_id("expert-save")).to_have_text("Saved")
    expect(advice).not_to_contain_text("Choose a category")
    # The next visitor finds what was just written.
    page.get_by_test_id("expert-bio").fill("I teach parrots to sing opera on stage.")
    page.get_by_test_id("expert-save").click()
    expect(page.get_by_test_id("expert-save")).to_have_text("Saved")

    def found() -> bool:
        with Visitor(server) as visitor:
            names = [expert["name"] for expert in visitor.ask("parrots sing opera")["experts"]]
        return names == ["Olu Adeyemi"]

    tied.until(found, 30, lambda: "nobody finds what was written")
    place(page, "Directory")
    page.get_by_test_id("directory-search").fill("olu")
    expect(page.get_by_test_id("expert-row")).to_have_count(1)
    expect(page.get_by_test_id("expert-row")).to_contain_text("€90 an hour")


def test_a_setting_out_of_range_is_refused_at_its_field_and_reset(operator: Page) -> None:
    page = operator
    place(page, "Settings")
    setting = page.locator("[data-testid=setting][data-name=experts_shown]")
    expect(setting).to_contain_text("From 1 to 3")
    expect(setting).to_have_attribute("data-source", "default")
    value = setting.get_by_test_id("setting-value")
    value.fill("30")
    setting.get_by_test_id("setting-save").click()
    expect(value).to_have_attribute("aria-invalid", "true")
    expect(setting).to_have_attribute("data-source", "default")
    value.fill("2")
    setting.get_by_test_id("setting-save").click()
    expect(setting).to_have_attribute("data-source", "database")
    expect(setting).to_contain_text("Set here.")
    page.reload()
    expect(value).to_have_value("2")
    setting.get_by_test_id("setting-reset").click()
    expect(setting).to_have_attribute("data-source", "default")
    expect(value).to_have_value("3")
    learning = page.locator("[data-testid=setting][data-name=learning]")
    expect(learning.get_by_test_id("setting-value")).not_to_be_checked()


def test_the_lab_shows_what_would_change(operator: Page) -> None:
    page = operator
    place(page, "Lab")
    page.get_by_test_id("lab-query").fill(CLOUD)
    page.get_by_test_id("lab-experts_shown").fill("1")
    page.get_by_test_id("lab-run").click()
    columns = page.get_by_test_id("lab-run-column")
    expect(columns).to_have_count(2)
    expect(columns.first).to_contain_text("Now")
    expect(columns.first.get_by_test_id("lab-expert")).to_have_count(2)
    expect(columns.last.get_by_test_id("lab-expert")).to_contain_text("same place")
    expect(columns.last.get_by_test_id("lab-dropped")).to_contain_text("dropped from 2")


def test_a_lead_is_deleted_on_request(operator: Page, server: ServerProcess) -> None:
    page = operator
    place(page, "Leads")
    row = page.get_by_test_id("lead-row")
    expect(row).to_contain_text("cleo@example.org")
    expect(row).to_contain_text(TAX)
    row.get_by_test_id("lead-delete").click()
    page.get_by_role("button", name="Keep").click()
    expect(row).to_have_count(1)
    row.get_by_test_id("lead-delete").click()
    page.get_by_test_id("lead-delete-confirm").click()
    expect(page.get_by_test_id("empty")).to_be_visible()
    place(page, "Searches")
    expect(page.get_by_test_id("search-row").first).to_be_visible()
    expect(page.get_by_text("cleo@example.org")).to_have_count(0)


def test_thumbs_stand_beside_those_of_songs_in_the_insights(operator: Page) -> None:
    page = operator
    page.get_by_test_id("rail").get_by_role("link", name="Insights").click()
    thumbs = page.get_by_test_id("thumbs")
    expect(thumbs.get_by_test_id("chart").nth(0)).to_contain_text("Songs")
    expect(thumbs.get_by_test_id("chart").nth(1)).to_contain_text("2 up, 1 down, 67 % of 3 thumbs up")
    with page.expect_download() as saved:
        page.get_by_test_id("kto").click()
    examples = [json.loads(line) for line in saved.value.path().read_text().splitlines()]
    assert sorted(example["label"] for example in examples) == [False, True, True]


def test_a_deleted_search_can_be_had_back(operator: Page, server: ServerProcess) -> None:
    page = operator
    page.goto(f"{server.url}/experts/searches?q=value")
    rows = page.get_by_test_id("search-row")
    expect(rows).to_have_count(2)
    rows.first.get_by_role("link").click()
    page.get_by_test_id("search-delete").click()
    expect(page).to_have_url(re.compile("/experts/searches$"))
    page.get_by_test_id("undo").click()
    page.goto(f"{server.url}/experts/searches?q=value")
    expect(rows).to_have_count(2)


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_pages_can_be_read_and_operated_by_everybody(
    browser: Browser, server: ServerProcess, scheme: Scheme, width: int
) -> None:
    found: list[str] = []
    with dressed(browser, server, scheme, width) as page:
        for at, ready in (
            ("", "summary"),
            ("/searches", "searches"),
            ("/gaps", "gaps"),
            ("/directory", "directory"),
            ("/settings", "setting"),
        ):
            page.goto(f"{server.url}/experts{at}")
            expect(page.get_by_test_id(ready).first).to_be_visible()
            found += faults(page, at or "overview")
        page.goto(f"{server.url}/experts/directory")
        page.get_by_test_id("expert-row").first.get_by_role("link").click()
        expect(page.get_by_test_id("expert-form")).to_be_visible()
        found += faults(page, "expert")
        page.goto(f"{server.url}/experts/searches?vote=down")
        page.get_by_test_id("search-row").first.get_by_role("link").click()
        expect(page.get_by_test_id("talk")).to_be_visible()
        found += faults(page, "search")
        page.goto(f"{server.url}/experts/lab?q=cloud+bill")
        page.get_by_test_id("lab-run").click()
        expect(page.get_by_test_id("lab-runs")).to_be_visible()
        found += faults(page, "lab")
    assert not found, "\n".join(found)
