"""The queue's drawer: live, paused, resumed, cleared."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.asking import LONG_JOB, WIDTHS, expect_state, resize, submit
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


@pytest.fixture(autouse=True)
def resumed(api: httpx.Client) -> None:
    api.post("/api/v1/queue/resume").raise_for_status()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_drawer_is_live_and_cancels(first_page: Page, api: httpx.Client, width: int) -> None:
    resize(first_page, width)
    first_page.get_by_test_id("queue-pill").click()
    drawer = first_page.get_by_role("dialog", name="Queue")
    expect(drawer.get_by_test_id("queue-running")).to_contain_text("Nothing is being made.")
    running = submit(api, "calm ambient pads", **LONG_JOB)
    waiting = [submit(api, "funky house", **LONG_JOB) for _ in range(2)]
    rows = {name: drawer.locator(f"[data-job-id='{name}']") for name in (running, *waiting)}
    expect_state(rows[running], "Processing")
    expect(rows[running]).to_contain_text("of 8")
    expect(rows[running]).to_contain_text("left")
    for place, job in enumerate(waiting, start=1):
        expect(rows[job].get_by_test_id("job-state")).to_contain_text(f"no. {place} in the queue")
    rows[waiting[0]].get_by_test_id("cancel").click()
    expect(rows[waiting[0]]).to_have_count(0)
    expect(rows[waiting[1]].get_by_test_id("job-state")).to_contain_text("no. 1 in the queue")
    rows[running].get_by_test_id("cancel").click()
    expect(rows[running]).to_have_count(0)
    assert api.get(f"/api/v1/generate/{running}").json()["status"] == "cancelled"


def test_a_long_queue_is_shown_in_pages_in_the_order_in_which_it_will_run(
    first_page: Page, api: httpx.Client
) -> None:
    api.post("/api/v1/queue/pause").raise_for_status()
    jobs = [submit(api, num_samples=1, duration=2, priority=place % 3) for place in range(60)]
    by_urgency = sorted(range(60), key=lambda place: (-(place % 3), place))
    first_page.get_by_test_id("queue-pill").click()
    waiting = first_page.get_by_test_id("queue-waiting")
    expect(waiting.get_by_role("heading")).to_have_text("Waiting 60")
    rows = waiting.get_by_test_id("queue-row")
    expect(rows).to_have_count(50)
    first_page.get_by_test_id("queue-more").click()
    expect(rows).to_have_count(60)
    expect(first_page.get_by_test_id("queue-more")).to_have_count(0)
    shown = rows.evaluate_all("rows => rows.map(row => row.dataset.jobId)")
    assert shown == [jobs[place] for place in by_urgency]
    expect(rows.last.get_by_test_id("job-state")).to_contain_text("no. 60 in the queue")
    api.post("/api/v1/queue/clear").raise_for_status()
    expect(waiting).to_contain_text("Nothing waits.")


def test_cancelling_is_shown_until_the_engine_has_stopped(
    first_page: Page, api: httpx.Client, server: ServerProcess
) -> None:
    job_id = submit(api, **LONG_JOB)
    # Without the stream the page learns only from its own slow looks that the job has stopped.
    first_page.route("**/events", lambda route: route.abort())
    first_page.goto(f"{server.url}/songs/jobs/{job_id}")
    expect_state(first_page, "Processing")
    first_page.get_by_test_id("cancel").click()
    expect_state(first_page, "Stopping")
    expect_state(first_page, "Cancelled")


def test_a_pause_is_seen_in_every_tab_and_holds_what_waits(
    first_page: Page, api: httpx.Client, server: ServerProcess
) -> None:
    second = first_page.context.new_page()
    second.goto(f"{server.url}/songs/jobs")
    first_page.get_by_test_id("queue-pill").click()
    first_page.get_by_test_id("queue-pause").click()
    expect(first_page.get_by_test_id("queue-status")).to_contain_text("Paused")
    expect(second.get_by_test_id("queue-pill")).to_have_text("Queue paused")
    job_id = submit(api, "folk guitar", num_samples=1, duration=2)
    expect(second.get_by_test_id("queue-pill")).to_have_text("Paused · 0 running · 1 waiting")
    first_page.get_by_test_id("queue-resume").click()
    expect(second.get_by_test_id("queue-pill")).to_have_text("Queue empty")
    expect_state(second.locator(f"[data-job-id='{job_id}']"), "Completed")
    second.close()


def test_clearing_takes_two_steps(first_page: Page, api: httpx.Client) -> None:
    api.post("/api/v1/queue/pause").raise_for_status()
    jobs = [submit(api, num_samples=1, duration=2) for _ in range(3)]
    first_page.get_by_test_id("queue-pill").click()
    first_page.get_by_test_id("queue-clear").click()
    first_page.get_by_role("button", name="Keep them").click()
    assert {api.get(f"/api/v1/generate/{job}").json()["status"] for job in jobs} == {"queued"}
    first_page.get_by_test_id("queue-clear").click()
    expect(first_page.get_by_test_id("queue-clear-confirm")).to_have_text("Cancel 3 waiting jobs for good")
    first_page.get_by_test_id("queue-clear-confirm").click()
    expect(first_page.get_by_test_id("queue-waiting")).to_contain_text("Nothing waits.")
    assert {api.get(f"/api/v1/generate/{job}").json()["status"] for job in jobs} == {"cancelled"}
