"""Many jobs: filters in the address, pages further down, statistics."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, Request, expect
from tests.e2e.asking import WIDTHS, horizontal_overflow, resize
from tests.e2e.observing import observe, seen
from tests.support.processes import ServerProcess
from tests.support.rows import insert_jobs

pytestmark = pytest.mark.e2e

COUNT = 100_000
DRAWN = 50
MOST_SHIFT = 0.02


@pytest.fixture(scope="module")
def many(server: ServerProcess) -> int:
    insert_jobs(server.data_dir, COUNT, hours=24 * 20)
    return COUNT


@pytest.fixture
def jobs_page(signed_in: Page, server: ServerProcess, many: int) -> Iterator[Page]:
    signed_in.goto(f"{server.url}/songs/jobs")
    expect(signed_in.get_by_test_id("job-row")).to_have_count(DRAWN)
    yield signed_in


@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_page_of_a_hundred_thousand_takes_a_handful_of_requests(
    first_page: Page, server: ServerProcess, many: int, width: int
) -> None:
    resize(first_page, width)
    observe(first_page.context)
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/api/" in request.url:
            asked.append(request.url)

    first_page.on("request", note)
    first_page.goto(f"{server.url}/songs/jobs")
    expect(first_page.get_by_test_id("job-row")).to_have_count(DRAWN)
    expect(first_page.get_by_test_id("chart")).to_have_count(3)
    first_page.wait_for_timeout(1_500)
    assert len(asked) <= 16, asked
    assert not [url for url in asked if re.search(r"/(generate|audio)/", url)], "none for a row"
    assert horizontal_overflow(first_page) == 0
    found = seen(first_page)
    assert found["shift"] <= MOST_SHIFT, found["shifts"]


def test_pages_further_down_go_there_and_back(jobs_page: Page) -> None:
    rows = jobs_page.get_by_test_id("job-row")
    first = [row.get_attribute("data-job-id") for row in rows.all()]
    for _ in range(3):
        before = rows.first.get_attribute("data-job-id") or ""
        jobs_page.get_by_role("button", name="Older").click()
        expect(rows.first).not_to_have_attribute("data-job-id", before)
    deep = rows.first.get_attribute("data-job-id") or ""
    assert deep not in first
    jobs_page.reload()
    expect(rows.first).to_have_attribute("data-job-id", deep)
    for _ in range(3):
        before = rows.first.get_attribute("data-job-id") or ""
        jobs_page.get_by_role("button", name="Newer").click()
        expect(rows.first).not_to_have_attribute("data-job-id", before)
    assert [row.get_attribute("data-job-id") for row in rows.all()] == first


def test_filters_are_in_the_address_and_come_back_from_it(jobs_page: Page, api: httpx.Client) -> None:
    page = jobs_page
    page.get_by_test_id("words-filter").fill("techno")
    expect(page).to_have_url(re.compile(r"[?&]q=techno"))
    page.get_by_test_id("status-filter").get_by_text("Failed").click()
    expect(page).to_have_url(re.compile("status=failed"))
    first = page.get_by_test_id("job-row").first
    expect(first).to_have_attribute("data-status", "failed")
    page.get_by_test_id("from-filter").fill("2020-01-01")
    page.get_by_test_id("to-filter").fill("2020-01-02")
    expect(page.get_by_test_id("empty")).to_contain_text("No job fits")
    page.reload()
    expect(page.get_by_test_id("words-filter")).to_have_value("techno")
    expect(page.get_by_test_id("from-filter")).to_have_value("2020-01-01")
    expect(page.get_by_test_id("empty")).to_be_visible()
    page.get_by_test_id("filters-clear").click()
    expect(page.get_by_test_id("job-row")).to_have_count(DRAWN)
    expect(page.get_by_test_id("words-filter")).to_have_value("")
    found = api.get("/api/v1/jobs", params={"q": "techno", "status": "failed"}).json()["items"]
    assert found
    assert all("techno" in job["prompt_text"] and job["status"] == "failed" for job in found)


def test_the_statistics_say_what_the_server_counted(jobs_page: Page, api: httpx.Client) -> None:
    chart = jobs_page.get_by_test_id("chart").first
    for label, hours in (("7 d", 168), ("31 d", 744)):
        jobs_page.get_by_test_id("window").get_by_text(label).click()
        expect(jobs_page).to_have_url(re.compile(f"window={hours}"))
        buckets = api.get("/api/v1/jobs/history", params={"window_hours": hours}).json()["buckets"]
        counts = [sum(bucket[name] for bucket in buckets) for name in ("completed", "failed", "cancelled")]
        assert counts[0] > 1_000
        words = f"{counts[0]} completed, {counts[1]} failed, {counts[2]} cancelled"
        expect(chart).to_contain_text(words)
    plot = chart.get_by_role("slider")
    plot.focus()
    jobs_page.keyboard.press("ArrowLeft")
    expect(plot).to_have_attribute("aria-valuenow", str(len(buckets) - 1))
    expect(plot).to_have_attribute("aria-valuetext", re.compile(r"\d+ completed, \d+ failed"))
