"""All that was ever said, in one list: as drawn, narrowed by the address, paged, taken away as files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.e2e.asking import WIDTHS, horizontal_overflow, resize
from tests.e2e.looks import LOOKS, Scheme, dressed, faults
from tests.e2e.rating import Made, as_drawn, make, said_of, say
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e

A_PAGE = 50


@pytest.fixture(scope="module")
def server_api(server: ServerProcess) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.fixture(scope="module")
def drawn(server_api: httpx.Client) -> Made:
    return as_drawn(server_api)


@pytest.fixture(scope="module")
def other(server_api: httpx.Client) -> Made:
    """Another job, of whose one sample was said twice as much as fits on a page, in several words."""
    made = make(server_api, "warm lo-fi beat with electric piano", num_samples=1)
    for place in range(2 * A_PAGE + 5):
        tags = {"tags": ["groovy"]} if place % 10 == 0 else {}
        criterion = "melody" if place % 3 == 0 else "overall"
        say(server_api, made.samples[0], rating=1 + 2 * place % 5, rating_criterion=criterion, **tags)
    return made


@pytest.fixture
def history(signed_in: Page, server: ServerProcess, drawn: Made, other: Made) -> Callable[..., Page]:
    """Opens the list as an address has it, once rows of it are there."""

    def open_history(search: str = "") -> Page:
        signed_in.goto(f"{server.url}/songs/feedback{search}")
        expect(rows(signed_in).first).to_be_visible()
        return signed_in

    return open_history


def rows(page: Page) -> Locator:
    return page.get_by_test_id("feedback-row")


def ids(page: Page) -> list[str | None]:
    return [row.get_attribute("data-feedback-id") for row in rows(page).all()]


def test_an_empty_history_says_what_to_do(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    fresh = ServerProcess(tmp_path_factory.mktemp("empty") / "data")
    fresh.start()
    try:
        fresh.wait_ready()
        with dressed(browser, fresh, "light", 1440) as page:
            page.goto(f"{fresh.url}/songs/feedback")
            expect(page.get_by_test_id("empty")).to_contain_text("every rating, preference, tag and note")
            page.get_by_role("link", name="Choose a job to rate").click()
            expect(page.get_by_role("heading", name="Jobs", level=1)).to_be_visible()
    finally:
        fresh.close()


def test_a_row_says_sample_job_rating_tag_and_date_as_drawn(
    history: Callable[..., Page], drawn: Made, server_api: httpx.Client
) -> None:
    page = history(f"?job={drawn.job}")
    expect(page.get_by_role("heading", name="Feedback History", level=1)).to_be_visible()
    expect(page).to_have_title("Feedback History · Reprise")
    expect(page.get_by_test_id("crumbs")).to_contain_text("Feedback")
    expect(rows(page)).to_have_count(2)
    row = rows(page).first
    expect(row).to_contain_text("Audio A")
    expect(row.get_by_role("link", name=f"Job {drawn.job[:6]}")).to_have_attribute(
        "href", f"/songs/jobs/{drawn.job}"
    )
    expect(row.get_by_role("img", name="4 of 5 stars")).to_be_visible()
    expect(row).to_contain_text("good_melody, creative")
    expect(row).to_contain_text("Preferred over Audio B")
    expect(row).to_contain_text("“Nice rhythm section”")
    said_at = said_of(server_api, drawn.samples[0])[0]["created_at"]
    expect(row.locator("time")).to_have_attribute("datetime", said_at)
    expect(row.locator("time")).to_have_text(re.compile(r"^\d{4}-\d\d-\d\d$"))
    expect(rows(page).nth(1)).to_contain_text("Audio B")
    expect(rows(page).nth(1)).to_contain_text("repetitive")


def test_filters_are_in_the_address_and_back_and_reload_bring_them_back(
    history: Callable[..., Page], drawn: Made, other: Made
) -> None:
    page = history()
    page.get_by_test_id("job-filter").click()
    page.get_by_role("option", name=re.compile("slow sad piano")).click()
    expect(page).to_have_url(re.compile(rf"\?job={drawn.job}$"))
    expect(rows(page)).to_have_count(2)
    page.get_by_test_id("rating-filter").select_option("4")
    expect(page).to_have_url(re.compile("rating=4"))
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Audio A")
    page.reload()
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_test_id("job-filter")).to_have_value(re.compile("slow sad piano"))
    expect(page.get_by_test_id("rating-filter")).to_have_value("4")
    page.go_back()
    expect(page.get_by_test_id("rating-filter")).to_have_value("")
    expect(rows(page)).to_have_count(2)
    page.go_back()
    expect(page.get_by_test_id("job-filter")).to_have_value("")
    expect(rows(page)).to_have_count(A_PAGE)
    page.go_forward()
    expect(rows(page)).to_have_count(2)
    page.get_by_test_id("filters-clear").click()
    expect(page).to_have_url(re.compile(r"/songs/feedback$"))
    expect(rows(page)).to_have_count(A_PAGE)


def test_every_filter_shows_what_the_server_finds(
    history: Callable[..., Page], other: Made, server_api: httpx.Client
) -> None:
    page = history(f"?job={other.job}")
    total = page.get_by_test_id("total")

    def expect_total(**query: Any) -> None:
        answer = server_api.get("/api/v1/feedback", params={"job_id": other.job, **query}).json()
        assert answer["total"] > 0, query
        one = answer["total"] == 1
        expect(total).to_have_text(f"{answer['total']} record{'' if one else 's'}")

    page.get_by_test_id("rating-filter").select_option("4+")
    expect_total(rating_min=4)
    page.get_by_test_id("criterion-filter").select_option("melody")
    expect_total(rating_min=4, criterion="melody")
    page.get_by_test_id("effective-filter").click()
    expect(page.get_by_test_id("effective-filter")).to_be_checked()
    expect_total(rating_min=4, criterion="melody", effective=True)
    page.get_by_test_id("filters-clear").click()
    page.get_by_test_id("tag-filter").fill("groovy")
    expect(page).to_have_url(re.compile("tag=groovy"))
    expect_total(tag="groovy")
    page.get_by_test_id("author-filter").select_option(label="You")
    expect(page).to_have_url(re.compile("author="))
    expect_total(tag="groovy")
    page.get_by_test_id("from-filter").fill("2020-01-01")
    page.get_by_test_id("to-filter").fill("2020-01-02")
    expect(page.get_by_test_id("empty")).to_contain_text("No feedback fits all of these filters")
    page.get_by_role("button", name="Show all feedback").click()
    expect(rows(page)).to_have_count(A_PAGE)


def test_pages_further_down_go_there_and_back(history: Callable[..., Page], other: Made) -> None:
    page = history(f"?job={other.job}")
    expect(page.get_by_test_id("total")).to_have_text(f"{2 * A_PAGE + 5} records")
    first = ids(page)
    for count in (A_PAGE, 5):
        before = ids(page)[0] or ""
        page.get_by_role("button", name="Older", exact=True).click()
        expect(rows(page).first).not_to_have_attribute("data-feedback-id", before)
        expect(rows(page)).to_have_count(count)
    deep = ids(page)[0] or ""
    assert deep not in first
    page.reload()
    expect(rows(page).first).to_have_attribute("data-feedback-id", deep)
    for _ in range(2):
        before = ids(page)[0] or ""
        page.get_by_role("button", name="Newer", exact=True).click()
        expect(rows(page).first).not_to_have_attribute("data-feedback-id", before)
    assert ids(page) == first


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
def test_what_the_filters_show_is_taken_away_as_a_file(
    history: Callable[..., Page], drawn: Made, name: str
) -> None:
    page = history(f"?job={drawn.job}")
    page.get_by_test_id("export").click()
    with page.expect_download() as started:
        page.locator(f"[data-format={name}]").click()
    content = started.value.path().read_bytes()
    assert started.value.suggested_filename.endswith(f".{name}")
    if name == "parquet":
        assert content[:4] == content[-4:] == b"PAR1"
        return
    text = content.decode()
    found = (
        [*csv.DictReader(io.StringIO(text))] if name == "csv" else [json.loads(x) for x in text.splitlines()]
    )
    assert [row["notes"] or None for row in found].count("Nice rhythm section") == 1
    assert {row["job_id"] for row in found} == {drawn.job}
    assert len(found) == 2


def test_a_sample_is_played_and_a_record_deleted_right_there(
    history: Callable[..., Page], server_api: httpx.Client
) -> None:
    made = make(server_api, "calm ambient pads", num_samples=1)
    say(server_api, made.samples[0], notes="Not for long")
    page = history(f"?job={made.job}")
    page.get_by_test_id("play-sample").click()
    expect(page.get_by_test_id("player")).to_contain_text("calm ambient pads")
    page.get_by_test_id("said-delete").click()
    expect(rows(page)).to_have_count(0)
    page.get_by_test_id("undo").click()
    expect(rows(page)).to_contain_text("“Not for long”")
    # What somebody says meanwhile comes by itself.
    say(server_api, made.samples[0], notes="One more")
    expect(rows(page)).to_have_count(2)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_rail_and_the_keys_lead_there(first_page: Page, other: Made, width: int) -> None:
    resize(first_page, width)
    first_page.get_by_test_id("rail").get_by_role("link", name="Feedback").click()
    expect(first_page.get_by_role("heading", name="Feedback History")).to_be_visible()
    expect(rows(first_page)).to_have_count(A_PAGE)
    assert horizontal_overflow(first_page) == 0
    first_page.get_by_test_id("rail").get_by_role("link", name="Jobs").click()
    expect(first_page.get_by_role("heading", name="Jobs", level=1)).to_be_visible()
    first_page.keyboard.press("g")
    first_page.keyboard.press("f")
    expect(first_page.get_by_role("heading", name="Feedback History")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_history_can_be_read_and_operated_by_everybody(
    browser: Browser, server: ServerProcess, drawn: Made, other: Made, scheme: Scheme, width: int
) -> None:
    with dressed(browser, server, scheme, width) as page:
        page.goto(f"{server.url}/songs/feedback")
        expect(rows(page)).to_have_count(A_PAGE)
        found = faults(page, "list")
        page.get_by_test_id("export").click()
        expect(page.locator("[data-format=csv]")).to_be_visible()
        # A menu floats over the landmarks; axe knows that of dialogs, but not of menus.
        found += faults(page, "export", but=("region",))
        page.goto(f"{server.url}/songs/feedback?job={drawn.job}&rating=1&tag=groovy&effective=true")
        expect(page.get_by_test_id("empty")).to_be_visible()
        found += faults(page, "nothing fits")
    assert not found, "\n".join(found)
