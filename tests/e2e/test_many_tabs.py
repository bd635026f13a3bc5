"""Many tabs of one browser: one connection carries the news to all of them."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect
from tests.e2e.asking import LONG_JOB, expect_samples_drawn, expect_state, submit
from tests.support.processes import ServerProcess, StartServer

pytestmark = pytest.mark.e2e

# A browser opens six connections to one host over HTTP/1.1.
TABS = 8


def open_tabs(first: Page, count: int, address: str) -> list[Page]:
    tabs = [first, *(first.context.new_page() for _ in range(count - 1))]
    for tab in tabs:
        tab.goto(address)
    return tabs


def follow_streams(context: BrowserContext) -> list[Request]:
    """The requests of all tabs for the stream of events that have not ended; kept up to date."""
    running: list[Request] = []

    def began(request: Request) -> None:
        if request.url.endswith("/jobs/events"):
            running.append(request)

    def ended(request: Request) -> None:
        if request in running:
            running.remove(request)

    context.on("request", began)
    context.on("requestfailed", ended)
    context.on("requestfinished", ended)
    return running


def test_eight_tabs_see_a_job_through_one_stream(
    first_page: Page, api: httpx.Client, server: ServerProcess
) -> None:
    first_page.goto("about:blank")
    streams = follow_streams(first_page.context)
    job_id = submit(api, **LONG_JOB)
    tabs = open_tabs(first_page, TABS, f"{server.url}/songs/jobs/{job_id}")
    for tab in tabs:
        expect_state(tab, "Processing")
    assert len(streams) == 1, streams
    tabs[-1].get_by_test_id("cancel").click()
    for tab in tabs:
        expect_state(tab, "Cancelled")
    # None of them hangs: each still gets an answer.
    for tab in tabs:
        tab.reload()
        expect_state(tab, "Cancelled")
    assert len(streams) == 1, streams


def test_the_tab_that_follows_may_close_and_nothing_is_missed(
    first_page: Page, api: httpx.Client, server: ServerProcess
) -> None:
    job_id = submit(api, num_samples=4, duration=60)
    second, third = (first_page.context.new_page() for _ in range(2))
    for tab in (second, third):
        tab.goto(f"{server.url}/songs/jobs/{job_id}")
        expect(tab.get_by_test_id("job")).to_be_visible()
    first_page.close()
    expect_samples_drawn(second, 1)
    second.close()
    expect_state(third, "Completed")
    expect_samples_drawn(third, 4)


def test_the_next_tab_goes_on_after_the_last_event(
    first_page: Page, api: httpx.Client, server: ServerProcess
) -> None:
    api.post("/api/v1/queue/pause").raise_for_status()
    second = first_page.context.new_page()
    second.goto(f"{server.url}/songs/generate")
    expect(second.get_by_test_id("queue-pill")).to_have_text("Queue paused")
    job_id = submit(api, "folk guitar", num_samples=1, duration=2)
    expect(second.get_by_test_id("queue-pill")).to_have_text("Paused · 0 running · 1 waiting")
    with second.expect_request("**/jobs/events") as asked:
        first_page.close()
    assert asked.value.headers.get("last-event-id")
    api.post("/api/v1/queue/resume").raise_for_status()
    expect(second.get_by_test_id("notices")).to_contain_text("Music is ready")
    assert api.get(f"/api/v1/generate/{job_id}").json()["status"] == "completed"


def test_every_tab_survives_a_killed_server(page: Page, start_server: StartServer) -> None:
    server = start_server()
    # The clock of a hidden tab is slow, so the one that is seen takes over; a headless browser hides none.
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => true })")
    page.goto(f"{server.url}/?token={server.token}")
    expect(page.get_by_test_id("prompt")).to_be_visible()
    second = page.context.new_page()
    second.goto(f"{server.url}/songs/jobs")
    expect(second.get_by_test_id("empty")).to_be_visible()
    with second.expect_request("**/jobs/events"):
        server.kill9()
    for tab in (page, second):
        expect(tab.get_by_test_id("connection")).to_contain_text("does not answer")
    server.restart()
    for tab in (page, second):
        expect(tab.get_by_test_id("connection")).to_be_empty()
    with server.client() as api:
        job_id = submit(api, "folk guitar", num_samples=1, duration=2)
    expect_state(second.locator(f"[data-job-id='{job_id}']"), "Completed")
